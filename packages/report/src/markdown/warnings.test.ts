import { expect, test } from 'vitest';

import { buildFinding, buildRecord, buildVerdict } from '../../testing/build-states.ts';
import { plainPaint } from '../terminal/canvas.ts';
import { renderVerdict } from '../terminal/verdict.ts';
import { renderMarkdown } from './markdown.ts';
import { renderSummary } from './summary.ts';

const note = {
  code: 'tls-checks-off',
  at: '2026-11-20T10:00:00.000Z',
  message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: code of this project is not protected',
};

const told = (notes: ReturnType<typeof buildRecord>['notes'], outcome: 'pass' | 'fail') => {
  const finding = buildFinding({ code: 'partial-run' });
  const view = {
    verdict: buildVerdict({ outcome, findings: outcome === 'pass' ? [] : [finding] }),
    record: { ...buildRecord({}), notes },
  };
  const canvas = { width: 200, paint: plainPaint };
  return [renderMarkdown(view), renderSummary(view), renderVerdict(view, canvas)];
};

test('a verdict on a run whose TLS checks were off says so, green or red, and what to do', () => {
  for (const text of [...told([note, note], 'pass'), ...told([note], 'fail')]) {
    expect(text.match(/is not protected/g)).toHaveLength(1);
    expect(text).toMatch(/REJECT.*0 is set/);
    expect(text).toContain('Unset it.');
  }
});

test('other notes of a run stay in its own report', () => {
  const other = { ...note, code: 'limit-lowered' };
  for (const text of told([other], 'pass')) expect(text).not.toContain('is not protected');
});
