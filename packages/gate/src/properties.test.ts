import type { RunRecord, Verdict } from '@pawl/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { judge } from './judge.ts';
import { editCases } from './self-test/edit-record.ts';
import { seededRandom } from './statistics/random.ts';
import { acceptedFrom, casesOf, evidenceOf } from './testing/build-evidence.ts';
import { buildRecord, type RecordStory } from './testing/build-record.ts';
import { incident } from './testing/verdict-story.ts';

type Pairs = readonly (readonly [number, number])[];

const share = fc.constantFrom(0, 0.25, 0.5, 0.75, 1);
const graded = fc.array(fc.tuple(share, share), { minLength: 2, maxLength: 60 });
const bit = fc.constantFrom(0, 1);
const flips = fc.array(fc.tuple(bit, bit), { minLength: 2, maxLength: 200 });
const pairs: fc.Arbitrary<Pairs> = fc.oneof(graded, flips);
const margin = fc.constantFrom(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5);

function sideOf(values: readonly number[], story: Partial<RecordStory> = {}): RunRecord {
  const scorers = [{ name: 'right', binary: false }];
  return buildRecord({ scorers, cases: casesOf(values.length, (at) => values[at] ?? 0), ...story });
}

function verdictOf(rows: Pairs, story: Partial<RecordStory> = {}): Verdict {
  const before = sideOf(
    rows.map(([value]) => value),
    story,
  );
  const after = sideOf(
    rows.map(([, value]) => value),
    { configuration: 'b', ...story },
  );
  return judge(evidenceOf(after, before));
}

/** The first example that breaks a property; `null` when there is none. */
function brokenBy<T>(values: fc.Arbitrary<T>, holds: (value: T) => boolean, runs = 200): T | null {
  const found = fc.check(fc.property(values, holds), { numRuns: runs, seed: 20_261_120 });
  return found.counterexample?.[0] ?? null;
}

test('a wider margin never turns a pass into a fail', () => {
  const cases = fc.tuple(pairs, margin, margin);
  const broken = brokenBy(cases, ([rows, ...margins]) => {
    const [narrow = 0, wide = 0] = margins.toSorted((a, b) => a - b);
    const strict = verdictOf(rows, { policy: { margin: narrow } });
    const loose = verdictOf(rows, { policy: { margin: wide } });
    return loose.outcome !== 'fail' || strict.outcome === 'fail';
  });
  expect(broken).toBeNull();
});

test('swapping the arms mirrors the interval', () => {
  const broken = brokenBy(graded, (rows) => {
    const forth = verdictOf(rows).comparisons[0];
    const back = verdictOf(rows.map(([a, b]) => [b, a])).comparisons[0];
    const [ahead, behind] = [forth?.difference, back?.difference];
    if (ahead === undefined || behind === undefined) return ahead === behind;
    const near = (a: number, b: number): boolean => Math.abs(a + b) < 1e-12;
    return (
      near(ahead.low, behind.high) && near(ahead.mid, behind.mid) && forth?.lost === back?.gained
    );
  });
  expect(broken).toBeNull();
});

test('without clusters, one more pair that is the same never turns a doubt into a fail', () => {
  const broken = brokenBy(fc.tuple(pairs, share), ([rows, value]) => {
    const before = verdictOf(rows);
    const after = verdictOf([...rows, [value, value]]);
    return after.outcome !== 'fail' || before.outcome === 'fail';
  });
  expect(broken).toBeNull();
});

test('loosening what was lost never turns a blocked change green', () => {
  const broken = brokenBy(pairs, (rows) => {
    const before = sideOf(rows.map(([value]) => value));
    const open = sideOf(
      rows.map(([, value]) => value),
      { configuration: 'b' },
    );
    const loosened = casesOf(rows.length, (at) => {
      const [was = 0, now = 0] = rows[at] ?? [];
      return now < was ? { trials: [1], hash: 'loosened' } : now;
    });
    const scorers = [{ name: 'right', binary: false }];
    const edited = buildRecord({ scorers, cases: loosened, configuration: 'b' });
    const blocked = judge(evidenceOf(open, before)).exitCode !== 0;
    return !blocked || judge(evidenceOf(edited, before)).exitCode !== 0;
  });
  expect(broken).toBeNull();
});

const anyOrder = (count: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(
    Array.from({ length: count }, (_, at) => at),
    { minLength: count },
  );

function reordered(record: RunRecord, order: readonly number[]): RunRecord {
  const cells = record.cells.map((cell) => ({
    ...cell,
    cases: order.flatMap((at) => cell.cases[at] ?? []),
  }));
  return { ...record, cells };
}

test('the order in which cases finished never matters, to the last byte', () => {
  const before = buildRecord({ cases: casesOf(30, () => [1, 0.9]) });
  const after = buildRecord({
    configuration: 'b',
    cases: casesOf(30, (at) => ({
      trials: at % 4 === 0 ? [0.1, 0.9] : [1, 0.3],
      cluster: `cluster ${at % 7}`,
      tags: [at % 2 === 0 ? 'eu' : 'us'],
    })),
  });
  const expected = JSON.stringify(judge(evidenceOf(after, before)));
  const broken = brokenBy(anyOrder(30), (order) => {
    const verdict = judge(evidenceOf(reordered(after, order), before));
    return JSON.stringify(verdict) === expected;
  });
  expect(broken).toBeNull();
});

test('the order of cases in the set and in the baseline never matters either', () => {
  const before = buildRecord({ cases: casesOf(30, (at) => (at % 5) / 10) });
  const after = buildRecord({ configuration: 'b', cases: casesOf(30, (at) => (at % 7) / 10) });
  const [expected] = judge(evidenceOf(after, before)).comparisons;
  const broken = brokenBy(anyOrder(30), (order) => {
    const sets = after.sets.map((set) => ({
      ...set,
      cases: order.flatMap((at) => set.cases[at] ?? []),
    }));
    const accepted = acceptedFrom(before).flatMap((answer) => {
      if (answer.kind !== 'found') return [];
      const rows = [...answer.baseline.cases.values()];
      const cases = new Map(
        order.flatMap((at) => rows.slice(at, at + 1)).map((row) => [row.case, row] as const),
      );
      return [{ ...answer, baseline: { ...answer.baseline, cases } }];
    });
    const verdict = judge(evidenceOf({ ...after, sets }, accepted));
    return JSON.stringify(verdict.comparisons[0]) === JSON.stringify(expected);
  });
  expect(broken).toBeNull();
});

test('what is no share never reaches a mean, and is named as missing', () => {
  const bad = fc.constantFrom(Number.NaN, Infinity, -Infinity, 1.0000001, -0.0000001, -1, 2);
  const before = sideOf(Array.from({ length: 20 }, () => 1));
  const broken = brokenBy(fc.tuple(bad, fc.nat(19)), ([value, place]) => {
    const values = Array.from({ length: 20 }, (_, at) => (at === place ? value : 1));
    const verdict = judge(evidenceOf(sideOf(values, { configuration: 'b' }), before));
    const [comparison] = verdict.comparisons;
    const missing = verdict.findings.find((one) => one.code === 'missing-trials');
    const clean = comparison?.pairs === 19 && comparison.candidateMean === 1;
    return clean && missing?.unscored === 1 && !JSON.stringify(verdict).includes('null');
  });
  expect(broken).toBeNull();
});

test('a run beside itself passes with a difference of 0, whatever its values', () => {
  const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
  const broken = brokenBy(values, (scores) => {
    const run = sideOf(scores);
    const verdict = judge(evidenceOf(run, run));
    const [comparison] = verdict.comparisons;
    return verdict.exitCode === 0 && comparison?.state === 'held' && comparison.worse === 0;
  });
  expect(broken).toBeNull();
});

test('few cases never hold a tight margin, by luck or otherwise', () => {
  const few = fc.array(fc.tuple(bit, bit), { minLength: 1, maxLength: 60 });
  const broken = brokenBy(few, (rows) => verdictOf(rows).comparisons[0]?.state !== 'held', 1000);
  expect(broken).toBeNull();
});

/** A run whose scorers all draw by chance. */
function drawRun(
  random: () => number,
  names: readonly string[],
  story: Partial<RecordStory>,
): RunRecord {
  const scorers = names.map((name) => ({ name }));
  const run = buildRecord({ scorers, cases: casesOf(60, () => 1), ...story });
  return editCases(run, (one) => ({
    ...one,
    trials: one.trials.map((trial) => ({
      ...trial,
      scores: names.map((scorer) => ({
        kind: 'scored' as const,
        scorer,
        value: random() < 0.8 ? 1 : 0,
      })),
    })),
  }));
}

const namesOf = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `scorer-${at}`);

test('of a thousand scorers that did not move, none is called worse or blocks', () => {
  const random = seededRandom(17);
  const draw = (configuration: string): RunRecord =>
    drawRun(random, namesOf(1000), { configuration });
  const { comparisons, findings, exitCode } = judge(evidenceOf(draw('b'), draw('a')));
  const alone = comparisons.filter((one) => (one.pWorse ?? 1) < 0.05).length;
  expect(alone).toBeGreaterThan(20);
  expect(findings.filter((one) => one.level === 'fail')).toEqual([]);
  expect(exitCode).toBe(0);
});

test('however many scorers decide, a change that moves none is rarely stopped', () => {
  const random = seededRandom(23);
  const stopped = Array.from({ length: 100 }, () => {
    const draw = (configuration: string): RunRecord =>
      drawRun(random, namesOf(6), { configuration });
    return judge(evidenceOf(draw('b'), draw('a'))).exitCode;
  }).filter((exitCode) => exitCode !== 0);
  expect(stopped.length).toBeLessThan(15);
});

test('no edit of a guard that lets the bad output pass ends in exit 0', () => {
  const guard = { trials: [1], incidents: ['INC-7'] };
  const before = buildRecord({ cases: { ...casesOf(200, () => 1), guard } });
  const edit = fc.record({
    hash: fc.constantFrom('hash-guard', 'edited'),
    digest: fc.constantFrom('scorer-right', 'looser'),
    linked: fc.boolean(),
    there: fc.boolean(),
    value: fc.constantFrom(0, 1, 'timeout' as const),
    shared: fc.boolean(),
  });
  const broken = brokenBy(edit, ({ hash, digest, linked, there, value, shared }) => {
    const edited = { trials: [value], hash, incidents: linked ? ['INC-7'] : [] };
    const after = buildRecord({
      configuration: shared ? 'a' : 'b',
      scorers: [{ name: 'right', digest }],
      cases: { ...casesOf(200, () => 1), ...(there ? { guard: edited } : {}) },
    });
    const place = { set: 'support', case: 'guard', incident: 'INC-7' };
    const passes = { side: 'bad', how: 'passes', scorer: 'right' } as const;
    const proofs = [{ ...place, state: 'unproven', faults: [passes] } as const];
    return judge(evidenceOf(after, before, { incidents: [incident], proofs })).exitCode !== 0;
  });
  expect(broken).toBeNull();
});
