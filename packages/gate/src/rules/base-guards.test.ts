import { expect, test } from 'vitest';

import { accepted, first, incident, verdictOf, withFirst } from '../testing/verdict-story.ts';

const baseGuards = [{ set: 'support', case: first, incident: 'INC-7' }];

test('a guard that only the base knows is missed when it is unlinked, though no baseline knows it', () => {
  const verdict = verdictOf(withFirst({}), accepted, { incidents: [incident], baseGuards });
  expect(verdict.exitCode).toBe(1);
  expect(verdict.findings[0]).toMatchObject({
    code: 'guard-missing',
    how: 'unlinked',
    case: first,
  });
});

test('a guard of the base that is still there is missed by nobody', () => {
  const run = withFirst({ incidents: ['INC-7'] });
  const verdict = verdictOf(run, accepted, { incidents: [incident], baseGuards });
  expect(verdict.findings.map(({ code }) => code)).not.toContain('guard-missing');
});

test('guards of other sets are not asked for here', () => {
  const elsewhere = [{ set: 'sums', case: 'x', incident: 'INC-7' }];
  const verdict = verdictOf(withFirst({}), accepted, { incidents: [], baseGuards: elsewhere });
  expect(verdict.findings.map(({ code }) => code)).not.toContain('guard-missing');
});

test('the option by option edits of the old ruler take the place of bare digests', () => {
  const edits = [
    { what: 'scorer right: tolerance', before: '0', after: '2', direction: 'weaker' },
    { what: 'case gone', after: 'removed', direction: 'weaker' },
  ] as const;
  const oldRulers = [{ set: 'support', target: 'bot', comparisons: [], edits }];
  const verdict = verdictOf(withFirst({}), accepted, { oldRulers });
  expect(verdict.findings.find(({ code }) => code === 'rules-changed')).toMatchObject({
    level: 'doubt',
    changes: [edits[0]],
  });
});
