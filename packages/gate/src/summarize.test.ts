import { expect, test } from 'vitest';

import { compareRuns } from './compare-runs.ts';
import { editCases } from './self-test/edit-record.ts';
import { summarize, summarizeSlices } from './summarize.ts';
import { casesOf } from './testing/build-evidence.ts';
import { buildRecord, cutShort } from './testing/build-record.ts';

test('a case passes when its every planned trial passes; the mean is over cases', () => {
  const record = buildRecord({ cases: { a: [1, 1], b: [1, 0], c: [0, 0], d: [1, 'timeout'] } });
  const summary = summarize(record);
  expect(summary).toMatchObject({ planned: 8, executed: 8, scored: 7, faulted: 1 });
  expect(summary.cells).toMatchObject([
    { scorer: 'right', cases: 4, trials: 8, passed: 1, mean: 0.625, faulted: 1, unscored: 0 },
  ]);
});

test('a graded scorer passes from the half, a binary one only whole', () => {
  const scorers = [{ name: 'right' }, { name: 'tone', binary: false }];
  const cells = summarize(buildRecord({ scorers, cases: { a: 0.5, b: 0.9, c: 0.4 } })).cells;
  expect(cells.map((cell) => cell.passed)).toEqual([0, 2]);
});

test('the interval is never of zero width, and wider where cases belong together', () => {
  const ends = (cluster: (at: number) => string | undefined): number => {
    const cases = casesOf(40, (at) => {
      const name = cluster(at);
      return { trials: [at < 20 ? 1 : 0], ...(name === undefined ? {} : { cluster: name }) };
    });
    const { interval } = summarize(buildRecord({ cases })).cells[0] ?? { interval: undefined };
    return interval === undefined ? 0 : interval.high - interval.low;
  };
  expect(ends((at) => `cluster ${Math.floor(at / 10)}`)).toBeGreaterThan(2 * ends(() => undefined));
  const [sure] = summarize(buildRecord({ cases: casesOf(10, () => [1, 1]) })).cells;
  expect(sure?.interval).toMatchObject({ high: 1, level: 0.95 });
  expect(sure?.interval.low).toBeLessThan(0.8);
});

test('what the cache saved is told where it saved something', () => {
  const record = buildRecord({ cases: { a: 1, b: 1 } });
  expect(summarize(record)).not.toHaveProperty('saved');
  const saving = editCases(record, (one) => ({
    ...one,
    trials: one.trials.map((trial) => ({ ...trial, cached: true, savedUsd: 0.25 })),
  }));
  expect(summarize(saving)).toMatchObject({ saved: 0.5, cost: 0 });
});

test('how often all or any of k trials pass is told for as many trials as every case has', () => {
  const [cell] = summarize(buildRecord({ cases: { a: [1, 0, 1], b: [0, 0, 1, 1] } })).cells;
  expect(Object.keys(cell?.passHatK ?? {})).toEqual(['1', '2', '3']);
  expect(cell?.passHatK?.['2']).toBeCloseTo((1 / 3 + 1 / 6) / 2, 12);
  expect(cell?.passAtK?.['2']).toBeCloseTo((1 + 5 / 6) / 2, 12);
  for (const cases of [{ a: 1 }, { a: [1, 1], b: 1 }, { a: 'timeout' as const }]) {
    const [single] = summarize(buildRecord({ cases })).cells;
    expect(single).not.toHaveProperty('passHatK');
    expect(single).not.toHaveProperty('passAtK');
  }
});

test('where nothing was scored there is no mean, not a zero', () => {
  const [cell] = summarize(buildRecord({ cases: { a: 'timeout' } })).cells;
  expect(cell).not.toHaveProperty('mean');
  expect(cell).not.toHaveProperty('latencyMs');
  expect(cell?.interval).toEqual({ low: 0, high: 1, level: 0.95 });
});

test.each([
  ['no-cases', buildRecord({ cases: {} })],
  ['incomplete', cutShort(buildRecord({ cases: { a: 1 } }))],
  ['auth', buildRecord({ cases: { a: 1 }, stopped: 'auth' })],
  ['too-many-faults', buildRecord({ cases: { a: 'timeout', b: 'tls' } })],
  ['budget', buildRecord({ cases: { a: 'over-budget', b: 1 } })],
  ['judge-faults', buildRecord({ cases: { a: 'unscored', b: 1 } })],
] as const)('an incomplete run says why: %s', (reason, record) => {
  expect(summarize(record)).toMatchObject({ outcome: 'incomplete', reason });
});

test('one unknown price makes the cost unknown', () => {
  const priced = { trials: [1], costUsd: 0.5 };
  expect(summarize(buildRecord({ cases: { a: priced, b: priced } })).cost).toBe(1);
  expect(summarize(buildRecord({ cases: { a: priced, b: 1 } }))).not.toHaveProperty('cost');
  const [cell] = summarize(buildRecord({ cases: { a: priced, b: priced } })).cells;
  expect(cell?.costUsd).toBe(1);
  const [unknown] = summarize(buildRecord({ cases: { a: 1, b: priced } })).cells;
  expect(unknown).not.toHaveProperty('costUsd');
});

test('a trial that nobody has an opinion on is not scored, whoever was to decide', () => {
  const advisory = [{ name: 'tone', advisory: true }];
  expect(summarize(buildRecord({ scorers: advisory, cases: { a: 1 } }))).toMatchObject({
    outcome: 'complete',
    scored: 1,
  });
  const bare = buildRecord({ scorers: [], cases: { a: 1 } });
  expect(summarize(bare)).toMatchObject({ outcome: 'incomplete', executed: 1, scored: 0 });
});

test('an advisory scorer that says nothing leaves the run whole', () => {
  const scorers = [{ name: 'right' }, { name: 'tone', advisory: true, cases: ['nobody'] }];
  expect(summarize(buildRecord({ scorers, cases: { a: 1 } })).outcome).toBe('complete');
});

test('slices are summarized by tag', () => {
  const record = buildRecord({
    cases: { a: { trials: [1], tags: ['eu'] }, b: { trials: [0], tags: ['eu', 'us'] }, c: 1 },
  });
  expect(summarizeSlices(record)).toMatchObject([
    { slice: 'eu', cases: 2, passed: 1, mean: 0.5 },
    { slice: 'us', cases: 1, passed: 0, mean: 0 },
  ]);
});

test('slices are those of the scorers that decide', () => {
  const scorers = [{ name: 'right' }, { name: 'tone', advisory: true }];
  const record = buildRecord({ scorers, cases: { a: { trials: [1], tags: ['eu'] } } });
  expect(summarizeSlices(record).map((slice) => slice.scorer)).toEqual(['right']);
});

test('runs are compared target by target, or one chosen target with another', () => {
  const one = buildRecord({ target: 'one', cases: casesOf(50, () => 1) });
  const two = buildRecord({ target: 'two', configuration: 'b', cases: casesOf(50, () => 0) });
  expect(compareRuns({ record: one }, { record: two })).toMatchObject([
    { target: 'two', baselineTarget: 'one', state: 'regressed', lost: 50 },
  ]);
  expect(compareRuns({ record: one, target: 'nobody' }, { record: two })).toEqual([]);
});
