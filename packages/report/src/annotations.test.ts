import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  buildComparison,
  buildFinding,
  buildRecord,
  buildVerdict,
} from '../testing/build-states.ts';
import { anyHostile, hostileTexts } from '../testing/hostile-texts.ts';
import { hostileView } from '../testing/hostile-view.ts';
import { renderAnnotations, renderGithub, renderRunGithub } from './annotations.ts';

const record = buildRecord({ cases: 40, targets: { support: 3 }, set: 'support-policy' });

test('a lost case is annotated on its own line', () => {
  const comparison = buildComparison({ lostCases: ['case-0007'] });
  const verdict = buildVerdict({ findings: [buildFinding({ code: 'regressed', comparison })] });
  expect(renderAnnotations(verdict, record)).toMatchObject([
    { level: 'error', file: 'evals/support-policy/cases.jsonl', line: 7 },
  ]);
});

test('a finding without a case stands at the head of its set', () => {
  const finding = buildFinding({ code: 'partial-run' }, { level: 'doubt', blocking: true });
  expect(renderAnnotations(buildVerdict({ findings: [finding] }), record)).toMatchObject([
    { level: 'warning', file: 'evals/support-policy/set.yaml', line: 1 },
  ]);
});

test('at most ten of a level, and the last one says how many more there are', () => {
  const lostCases = record.sets[0]?.cases.map((stamp) => stamp.id) ?? [];
  const comparison = buildComparison({ lostCases });
  const verdict = buildVerdict({ findings: [buildFinding({ code: 'regressed', comparison })] });
  const annotations = renderAnnotations(verdict, record);
  expect(annotations).toHaveLength(10);
  expect(annotations.at(-1)?.message).toMatch(/\(and 30 more\)$/);
});

test('a note is no annotation', () => {
  const note = buildFinding(
    { code: 'cases-added', cases: ['case-0001'] },
    { level: 'note', blocking: false },
  );
  expect(renderAnnotations(buildVerdict({ findings: [note] }), record)).toEqual([]);
});

const command = /^::(?:error|warning|notice) (?:file=[^:,]*,line=\d+,)?title=[^:,]*::[^\r\n]*$/;

function expectCommands(text: string): void {
  const view = hostileView(text);
  const rendered = renderGithub(view) + renderRunGithub(view);
  expect(rendered.endsWith('\n')).toBe(true);
  const lines = rendered.slice(0, -1).split('\n');
  for (const line of lines) {
    expect(line).toMatch(command);
    expect(line).not.toContain('##[');
  }
}

test('every hostile text stays inside its command', () => {
  for (const { text } of hostileTexts) expectCommands(text);
  expect(hostileTexts.length).toBeGreaterThan(50);
});

test('any text stays inside its command', () => {
  fc.assert(fc.property(anyHostile, expectCommands), { numRuns: 50 });
});
