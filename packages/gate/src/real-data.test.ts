import { readFileSync } from 'node:fs';

import type { Comparison, Verdict } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import { compareRuns } from './compare-runs.ts';
import { judge } from './judge.ts';
import { trialValue } from './record-arm.ts';
import { clusterStandardError } from './statistics/clustered-mean.ts';
import { summarize } from './summarize.ts';
import { evidenceOf } from './testing/build-evidence.ts';
import { buildRecord } from './testing/build-record.ts';

interface Row {
  readonly case_id: string;
  readonly target: string;
  readonly trial?: number;
  readonly published: {
    readonly is_correct?: boolean;
    readonly reward?: number;
    readonly passed?: boolean;
  };
}

function readRows(set: string): Row[] {
  const file = new URL(`../../../evals/${set}/recorded.jsonl`, import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Row => JSON.parse(line));
}

/** Published labels as a run: each case with its trials in order. */
function runOf(rows: readonly Row[], configuration: string): ReturnType<typeof buildRecord> {
  const cases: Record<string, number[]> = {};
  for (const { case_id: id, published } of rows) {
    const label = published.reward ?? Number(published.is_correct ?? published.passed);
    (cases[id] ??= []).push(label);
  }
  return buildRecord({ cases, configuration, runId: configuration });
}

function judgePair(before: readonly Row[], after: readonly Row[]): Verdict {
  return judge(evidenceOf(runOf(after, 'after'), runOf(before, 'before')));
}

function onlyComparison(verdict: Verdict): Comparison {
  const [comparison] = verdict.comparisons;
  if (comparison === undefined) throw new Error('There is one comparison');
  return comparison;
}

describe('GSM8K: the data set’s answer sheet', () => {
  const rows = readRows('gsm8k');
  const of = (target: string): Row[] => rows.filter((row) => row.target === target);

  test.each([
    ['6b_finetuning', 286, 0.195431, 0.239875],
    ['6b_verification', 515, 0.364474, 0.417057],
    ['175b_finetuning', 458, 0.322017, 0.373336],
    ['175b_verification', 742, 0.535633, 0.589099],
  ] as const)('%s passes %i cases', (...[target, passed, low, high]) => {
    const [cell] = summarize(runOf(of(target), target)).cells;
    expect(cell).toMatchObject({ cases: 1319, trials: 1319, passed });
    expect(cell?.mean).toBeCloseTo(passed / 1319, 12);
    expect(cell?.interval.low).toBeCloseTo(low, 6);
    expect(cell?.interval.high).toBeCloseTo(high, 6);
  });

  test.each([
    [
      '6b_finetuning',
      '6b_verification',
      64,
      293,
      3.928874710490944e-36,
      2.3898473118218768e-36,
      'improved',
    ],
    [
      '6b_finetuning',
      '175b_finetuning',
      88,
      260,
      7.466006443046378e-21,
      4.9821985816386204e-21,
      'improved',
    ],
    [
      '6b_finetuning',
      '175b_verification',
      43,
      499,
      1.6569333623969997e-99,
      8.995467720491714e-100,
      'improved',
    ],
    [
      '6b_verification',
      '175b_finetuning',
      209,
      152,
      0.003150656880360618,
      0.0026873913284713906,
      'regressed',
    ],
    [
      '6b_verification',
      '175b_verification',
      79,
      306,
      1.2400534250724266e-32,
      7.787150265806292e-33,
      'improved',
    ],
    [
      '175b_finetuning',
      '175b_verification',
      76,
      360,
      2.8913946350346335e-45,
      1.7487808353214374e-45,
      'improved',
    ],
  ] as const)('%s → %s', (...[before, after, lost, gained, exactP, midP, state]) => {
    const verdict = judgePair(of(before), of(after));
    const comparison = onlyComparison(verdict);
    expect(comparison).toMatchObject({ pairs: 1319, lost, gained, state });
    const { mcnemarExactP = 0, mcnemarMidP = 0 } = comparison.crossChecks ?? {};
    expect(mcnemarExactP / exactP).toBeCloseTo(1, 9);
    expect(mcnemarMidP / midP).toBeCloseTo(1, 9);
    expect(verdict.exitCode).toBe(state === 'regressed' ? 1 : 0);
  });

  test('a configuration beside itself is held, for free', () => {
    const run = runOf(of('6b_verification'), 'same');
    const verdict = judge(evidenceOf(run, run));
    expect(verdict.exitCode).toBe(0);
    expect(onlyComparison(verdict)).toMatchObject({ state: 'held', shared: 1319 });
  });
});

describe('tau-bench airline: four honest trials of one agent', () => {
  const rows = readRows('tau-bench-airline');
  const trial = (wanted: number): Row[] => rows.filter((row) => row.trial === wanted);

  // flips and mid-p: the data set's answer sheet
  test.each([
    [0, 1, 9, 10, 0.8238029479980469],
    [0, 2, 9, 8, 0.8145294189453126],
    [0, 3, 7, 7, 1],
    [1, 2, 7, 5, 0.5810546875],
    [1, 3, 6, 5, 0.7744140625],
    [2, 3, 7, 8, 0.8036193847656251],
  ] as const)(
    'trials %i and %i are not a regression of each other',
    (...[a, b, lost, gained, midP]) => {
      const forth = judgePair(trial(a), trial(b));
      expect(onlyComparison(forth)).toMatchObject({ pairs: 50, lost, gained, state: 'unsure' });
      expect(onlyComparison(forth).crossChecks?.mcnemarMidP).toBeCloseTo(midP, 10);
      expect(forth.exitCode).toBe(0);
      const back = judgePair(trial(b), trial(a));
      expect(onlyComparison(back)).toMatchObject({ lost: gained, gained: lost, state: 'unsure' });
      expect(back.exitCode).toBe(0);
    },
  );

  test('pass^k, pass@k and the clustered standard error', () => {
    const run = runOf(rows, 'agent');
    const [cell] = summarize(run).cells;
    const shown = (shares: Readonly<Record<string, number>> = {}): string[] =>
      Object.values(shares).map((share) => share.toFixed(6));
    expect(shown(cell?.passHatK)).toEqual(['0.420000', '0.273333', '0.220000', '0.200000']);
    expect(shown(cell?.passAtK)).toEqual(['0.420000', '0.566667', '0.660000', '0.720000']);
    const passes = (run.cells[0]?.cases ?? []).map((one) => ({
      n: one.trials.length,
      passed: one.trials.filter((attempt) => trialValue(attempt, 'right') === 1).length,
    }));
    const clusters = passes.map((one) => ({ size: one.n, sum: one.passed }));
    expect(clusterStandardError(clusters)?.toFixed(6)).toBe('0.052216');
    expect(cell).toMatchObject({
      cases: 50,
      trials: 200,
      passed: 10,
      mean: 0.42,
    });
  });
});

describe('Terminal-Bench: neighbouring versions of one agent', () => {
  const rows = readRows('terminal-bench');
  const of = (model: string): Row[] =>
    rows.filter((row) => row.target === `codex_gpt-5_${model}_at_openai`);
  const versions = ['1-codex', '1-codex-max', '2'];

  test.each([
    ['1-codex', 257],
    ['1-codex-max', 269],
    ['2', 280],
  ])('gpt-5.%s passes %i of 445 trials', (model, passes) => {
    expect(of(model)).toHaveLength(445);
    expect(of(model).filter((row) => row.published.passed)).toHaveLength(passes);
  });

  test.each([
    [0, 1],
    [1, 0],
    [1, 2],
    [2, 1],
  ])('version %i → version %i never alarms', (before, after) => {
    const verdict = judgePair(of(versions[before] ?? ''), of(versions[after] ?? ''));
    expect(onlyComparison(verdict)).toMatchObject({ pairs: 89 });
    expect(verdict.exitCode).toBe(0);
  });
});

test('two targets of one run are compared as two runs are', () => {
  const rows = readRows('gsm8k');
  const before = runOf(
    rows.filter((row) => row.target === '6b_verification'),
    'a',
  );
  const after = runOf(
    rows.filter((row) => row.target === '175b_finetuning'),
    'b',
  );
  expect(compareRuns({ record: before }, { record: after })).toMatchObject([
    { set: 'support', target: 'bot', state: 'regressed', lost: 209, gained: 152 },
  ]);
});
