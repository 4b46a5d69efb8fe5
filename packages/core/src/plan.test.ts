import { array, assert, double, integer, option, property, record } from 'fast-check';
import { expect, test } from 'vitest';

import { balanceShards } from './balance-shards.ts';
import type { EvalCase, EvalSet } from './eval-set.ts';
import { makePlan, plannedTrials } from './plan.ts';
import { defaultPolicy } from './policy.ts';
import type { RecordedTarget } from './target.ts';

function caseOf(id: string, more: Partial<EvalCase> = {}): EvalCase {
  const place = { file: 'cases.jsonl' };
  return {
    id,
    input: id,
    tags: [],
    critical: false,
    scorers: [],
    incidents: [],
    hash: id,
    place,
    ...more,
  };
}

function setOf(cases: readonly EvalCase[]): EvalSet {
  return {
    name: 'set',
    version: '1.0.0',
    owner: 'me',
    digest: 'd',
    folder: 'evals/set',
    file: 'evals/set/set.yaml',
    cases,
    trials: 2,
    scorers: [],
    policy: defaultPolicy,
    allowCode: false,
  };
}

const targetOf = (name: string): RecordedTarget => ({
  name,
  digest: name,
  transparent: true,
  timeoutMs: 1000,
  provider: 'recorded',
  outputs: 'recorded.jsonl',
});

const targets = [targetOf('a'), targetOf('b')];

test('every trial is known before any is run, case by case, target by target', () => {
  const set = setOf([
    caseOf('one'),
    caseOf('two', { trials: 1 }),
    caseOf('off', { disabled: { reason: 'old' } }),
  ]);
  const plan = makePlan([{ set, targets }]);
  const trials = Array.from(
    plannedTrials(plan),
    (one) => `${one.index} ${one.case.id} ${one.target.name} ${one.trial}`,
  );
  expect(trials).toEqual([
    '0 one a 0',
    '1 one a 1',
    '2 one b 0',
    '3 one b 1',
    '4 two a 0',
    '5 two b 0',
  ]);
  expect(plan.planned).toBe(6);
});

test('the shards of a plan cover it exactly, and count what they hold', () => {
  const sizes = record({
    cases: integer({ min: 1, max: 30 }),
    count: integer({ min: 1, max: 7 }),
  });
  assert(
    property(sizes, ({ cases, count }) => {
      const set = setOf(Array.from({ length: cases }, (_, at) => caseOf(`c${at}`)));
      const shards = Array.from({ length: count }, (_, at) =>
        makePlan([{ set, targets }], {
          shard: { index: at + 1, count },
          weigh: (trial) => trial.case.id.length,
        }),
      );
      const indexes = shards.flatMap((shard) =>
        Array.from(plannedTrials(shard), (trial) => trial.index),
      );
      expect(indexes.toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: cases * 4 }, (_, at) => at),
      );
      expect(shards.map((shard) => Array.from(plannedTrials(shard)).length)).toEqual(
        shards.map((shard) => shard.planned),
      );
    }),
  );
});

test('shards are balanced by what their trials took', () => {
  const weights = [9, 1, 1, 1, 1, 1, 1, 1, 1, 1];
  const shards = Array.from(balanceShards(weights, 2));
  expect(shards).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
});

test('no shard is heavier than the lightest by more than one trial', () => {
  const weights = array(option(double({ min: 0.1, max: 100, noNaN: true }), { nil: undefined }), {
    minLength: 1,
    maxLength: 60,
  });
  assert(
    property(weights, integer({ min: 1, max: 8 }), (known, count) => {
      const sums = Array.from({ length: count }, () => 0);
      const filled = known.filter((weight) => weight !== undefined).toSorted((a, b) => a - b);
      const usual = filled[Math.floor(filled.length / 2)] ?? 1;
      for (const [at, shard] of balanceShards(known, count).entries())
        sums[shard - 1] = (sums[shard - 1] ?? 0) + (known[at] ?? usual);
      const heaviest = Math.max(...known.map((weight) => weight ?? usual));
      expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(heaviest + 1e-9);
    }),
  );
});
