import type { RunRecord, Verdict } from '@pawl/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { OldRuler } from './evidence.ts';
import { judge } from './judge.ts';
import type { OldHardCase } from './old-hard-cases.ts';
import type { GuardProof } from './prove-guard.ts';
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

const guardPlace = { set: 'support', case: 'guard', incident: 'INC-7' } as const;
const passes = { side: 'bad', how: 'passes', scorer: 'right' } as const;

/** A proof in each of its states; also none, where nobody ever tried. */
const proofState = fc.constantFrom<readonly GuardProof[]>(
  [],
  [{ ...guardPlace, state: 'proven', faults: [] }],
  [{ ...guardPlace, state: 'stale', faults: [] }],
  [{ ...guardPlace, state: 'unproven', faults: [passes] }],
  [{ ...guardPlace, state: 'unproven', faults: [{ side: 'good', how: 'missing' }] }],
);

/** Whatever somebody may do to a guard: its words, its scorer, its link, its place, what it asks. */
const guardEdit = fc.record({
  hash: fc.constantFrom('hash-guard', 'edited'),
  digest: fc.constantFrom('scorer-right', 'looser'),
  linked: fc.boolean(),
  there: fc.boolean(),
  value: fc.constantFrom(0, 1, 'timeout' as const),
  shared: fc.boolean(),
  proofs: proofState,
  closed: fc.boolean(),
});

type GuardEdit = typeof guardEdit extends fc.Arbitrary<infer T> ? T : never;

const guard = { trials: [1], incidents: ['INC-7'] };
const guardedBefore = buildRecord({ cases: { ...casesOf(200, () => 1), guard } });

function guardedAfter({ hash, digest, linked, there, value, shared }: GuardEdit): RunRecord {
  const edited = { trials: [value], hash, incidents: linked ? ['INC-7'] : [] };
  return buildRecord({
    configuration: shared ? 'a' : 'b',
    scorers: [{ name: 'right', digest }],
    cases: { ...casesOf(200, () => 1), ...(there ? { guard: edited } : {}) },
  });
}

function guardVerdict(edit: GuardEdit, oldRulers: readonly OldRuler[] = []): Verdict {
  const { proofs, closed } = edit;
  const incidents = [{ ...incident, closed }];
  return judge(evidenceOf(guardedAfter(edit), guardedBefore, { incidents, proofs, oldRulers }));
}

const edits = [{ what: 'case guard: scorer right', direction: 'other' }] as const;

/** What the base's definition says of head's answer to the guard. */
function oldRulerThat(state: OldHardCase['state'], accepted = true): readonly OldRuler[] {
  const failed = { reading: { trials: 1, passed: 0, scorers: ['right'] } };
  const hard = { case: 'guard', incidents: ['INC-7'], state, accepted };
  const read = state === 'failed' ? { ...hard, ...failed } : hard;
  return [{ set: 'support', target: 'bot', comparisons: [], edits, hard: [read] }];
}

test('no edit of a guard that lets the bad output pass ends in exit 0', () => {
  const broken = brokenBy(guardEdit, (edit) => {
    const proofs = [{ ...guardPlace, state: 'unproven', faults: [passes] } as const];
    return guardVerdict({ ...edit, proofs }).exitCode !== 0;
  });
  expect(broken).toBeNull();
});

test('whatever its proof says, a guard that fails under the old definition never ends in exit 0', () => {
  const broken = brokenBy(fc.tuple(guardEdit, fc.boolean()), ([edit, accepted]) => {
    const verdict = guardVerdict(edit, oldRulerThat('failed', accepted));
    const told = verdict.findings[0]?.code ?? '';
    return verdict.exitCode === 1 && ['guard-failed', 'guard-missing'].includes(told);
  });
  expect(broken).toBeNull();
});

test('whatever its proof says, a guard whose question nobody asked never ends in exit 0', () => {
  const states = fc.constantFrom('unasked' as const, 'unread' as const);
  const broken = brokenBy(fc.tuple(guardEdit, states), ([edit, state]) => {
    return guardVerdict(edit, oldRulerThat(state)).exitCode !== 0;
  });
  expect(broken).toBeNull();
});

test('whatever its proof says, a guard with another scorer and another answer that nobody laid the old ruler on never ends in exit 0', () => {
  const broken = brokenBy(guardEdit, (edit) => {
    const isRescored = edit.hash === 'edited' || edit.digest === 'looser';
    return !isRescored || edit.shared || guardVerdict(edit).exitCode !== 0;
  });
  expect(broken).toBeNull();
});

test('an edit of a guard is not held back while its proof holds and its answer passes both rulers', () => {
  const proven = [{ ...guardPlace, state: 'proven', faults: [] } as const];
  const broken = brokenBy(guardEdit, (edit) => {
    const honest = { ...edit, linked: true, there: true, value: 1 as const, proofs: proven };
    const verdict = guardVerdict(honest, oldRulerThat('passed'));
    const about = verdict.findings.filter((one) => one.incident !== undefined);
    return about.every((one) => !one.blocking);
  });
  expect(broken).toBeNull();
});
