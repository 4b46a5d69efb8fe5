import { formatBaseline, parseBaseline, type Baseline, type RunRecord } from '@pawl/core';
import { expect, test } from 'vitest';

import { acceptFailures, acceptProblems } from './accept-problems.ts';
import { diffBaselines } from './diff-baselines.ts';
import { judge } from './judge.ts';
import { keepWaived } from './keep-waived.ts';
import { evidenceOf } from './testing/build-evidence.ts';
import { buildRecord, cutShort } from './testing/build-record.ts';
import { accepted, first, withFirst } from './testing/verdict-story.ts';
import { toBaseline } from './to-baseline.ts';

const codes = (record: RunRecord): string[] => acceptProblems(record).map((one) => one.code);

function baselineOf(record: RunRecord): Baseline {
  const baseline = toBaseline(record, { set: 'support', target: 'bot' });
  if (baseline === undefined) throw new Error('The run has that cell');
  return baseline;
}

test('a whole run may be accepted', () => {
  expect(codes(accepted)).toEqual([]);
});

test('a run that is not whole is refused, with every reason', () => {
  expect(codes(buildRecord({ cases: {} }))).toEqual(['nothing-run']);
  expect(codes(cutShort(accepted))).toEqual(['unfinished']);
  expect(codes(withFirst({}, { stopped: 'budget', partial: true }))).toEqual([
    'unfinished',
    'partial',
  ]);
  expect(codes(withFirst({ trials: ['timeout'] }))).toEqual(['incomplete']);
  expect(codes(withFirst({ trials: ['unscored'] }))).toEqual(['incomplete']);
  expect(codes(withFirst({}, { shard: { index: 1, count: 2 } }))).toEqual(['shard']);
});

test('a run that fails when it is judged is refused for the cells that failed', () => {
  const worse = withFirst({ trials: [0], critical: true });
  const verdict = judge(evidenceOf(worse, accepted));
  const cell = { set: 'support', target: 'bot' };
  expect(acceptFailures(verdict, [cell])).toEqual([{ code: 'failed', detail: 'critical-failed' }]);
  expect(acceptFailures(verdict, [{ ...cell, target: 'another' }])).toEqual([]);
  expect(acceptFailures(judge(evidenceOf(accepted, accepted)), [cell])).toEqual([]);
});

test('a baseline holds values and hashes, and survives its file', () => {
  const rich = withFirst({
    trials: [1, 0.5],
    cluster: 'eu',
    tags: ['refund'],
    critical: true,
    incidents: ['INC-7'],
    costUsd: 0.25,
  });
  const baseline = baselineOf(rich);
  expect(baseline.cases.get(first)).toEqual({
    case: first,
    hash: `hash-${first}`,
    request: `b-${first}`,
    scores: { right: [1, 0.5] },
    cost: 0.25,
    ms: 100,
    cluster: 'eu',
    tags: ['refund'],
    critical: true,
    incidents: ['INC-7'],
  });
  const reading = parseBaseline(formatBaseline(baseline), { set: 'support', target: 'bot' });
  expect(reading).toEqual({ kind: 'baseline', baseline });
});

test('a cell that the run does not have has no baseline', () => {
  expect(toBaseline(accepted, { set: 'support', target: 'nobody' })).toBeUndefined();
});

test('what accepting changes is told by case and by scorer', () => {
  const before = baselineOf(buildRecord({ cases: { a: 1, b: 1, c: 1, d: 0 } }));
  const after = baselineOf(
    buildRecord({ cases: { b: 0, c: { trials: [1], hash: 'edited' }, d: 1, e: 1 } }),
  );
  expect(diffBaselines(before, after)).toEqual({
    set: 'support',
    target: 'bot',
    added: ['e'],
    removed: ['a'],
    changed: ['c'],
    scorers: [
      { scorer: 'right', kind: 'same', before: 0.75, after: 0.75, worse: ['b'], better: ['d'] },
    ],
  });
  expect(diffBaselines(undefined, after)).toMatchObject({
    added: ['b', 'c', 'd', 'e'],
    scorers: [{ kind: 'new', after: 0.75 }],
  });
});

test('a waived case keeps what was accepted before the waiver, until it ends', () => {
  const previous = baselineOf(buildRecord({ cases: { a: 1, b: 1 } }));
  const next = baselineOf(buildRecord({ cases: { a: 0, b: 0 } }));
  const waiver = {
    set: 'support',
    cases: ['a'],
    fingerprint: 'f',
    reason: 'will-revert',
    why: 'hotfix',
    owner: '@alice',
    approvers: ['@bob'],
    until: '2026-11-25',
    place: { file: 'evals/waivers/a.yaml' },
  };
  const scores = (at: string): unknown[] =>
    [...keepWaived({ next, previous, waivers: [waiver], at }).cases.values()].map(
      (one) => one.scores['right'],
    );
  expect(scores('2026-11-20T00:00:00Z')).toEqual([[1], [0]]);
  expect(scores('2026-11-26T00:00:00Z')).toEqual([[0], [0]]);
});
