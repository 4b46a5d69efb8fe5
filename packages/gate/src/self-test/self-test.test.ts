import { expect, test } from 'vitest';

import { casesOf } from '../testing/build-evidence.ts';
import { buildRecord } from '../testing/build-record.ts';
import { selfTest } from './self-test.ts';

const plain = buildRecord({ runId: 'plain', cases: casesOf(200, (at) => (at % 7 === 0 ? 0 : 1)) });
const repeated = buildRecord({
  runId: 'repeated',
  cases: casesOf(120, (at) => [at % 5 === 0 ? 0 : 1, at % 4 === 0 ? 0 : 1, 1]),
});

test('every seeded defect is caught, and no innocent change is blocked', () => {
  const report = selfTest([plain, repeated]);
  expect(report.rows.filter((row) => row.kind !== 'same-system' && !row.right)).toEqual([]);
  expect(report.caught.of).toBeGreaterThan(30);
  expect(report.passed).toMatchObject({ right: 12, of: 12 });
  expect(report.caught.interval.low).toBeGreaterThan(0.85);
});

test('a disguise is answered by the rule that it tries to get around', () => {
  const told = new Map(selfTest([repeated]).rows.map((row) => [row.name, row]));
  expect(told.get('delete every failing case')?.told).toContain('cases-removed');
  expect(told.get('widen the margin')?.told).toContain('regressed');
  expect(told.get('drop the scorers')?.told).toContain('not-comparable');
  expect(told.get('fewer trials')?.told).toContain('rules-changed');
  expect(told.get('loosen the failing expectations')?.told).toContain('cases-changed');
});

test('a run in which nothing passes has nothing to lose, and is not counted', () => {
  const report = selfTest([buildRecord({ cases: casesOf(50, () => 0) })]);
  expect(report.caught).toEqual({ right: 0, of: 0, interval: { low: 0, high: 1 } });
});
