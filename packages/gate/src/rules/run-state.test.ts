import type { RunRecord, TrialRecord, Verdict } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import { editCases } from '../self-test/edit-record.ts';
import { casesOf } from '../testing/build-evidence.ts';
import { buildRecord, cutShort, type CaseStory } from '../testing/build-record.ts';
import { first, incident, ones, short, verdictOf, withFirst } from '../testing/verdict-story.ts';

describe('what is there at all', () => {
  test('a run without a case is inconclusive', () => {
    const verdict = verdictOf(buildRecord({ cases: {} }), []);
    expect(verdict).toMatchObject({ exitCode: 3, reason: 'no-cases' });
  });

  test('a run whose every trial faulted is inconclusive, never a regression', () => {
    const cases = casesOf(200, () => 'server-error' as const);
    const verdict = verdictOf(buildRecord({ cases, configuration: 'b' }));
    expect(verdict).toMatchObject({ exitCode: 3, reason: 'too-many-faults' });
    expect(verdict.findings.filter((one) => one.level === 'fail')).toEqual([]);
    expect(short(verdict)).toContain('doubt! missing-trials');
    expect(verdict.comparisons[0]).toMatchObject({ pairs: 0, reasons: ['incomplete'] });
  });

  test('a run in which the judge never answered says so', () => {
    const cases = casesOf(200, () => 'unscored' as const);
    expect(verdictOf(buildRecord({ cases, configuration: 'b' }))).toMatchObject({
      exitCode: 3,
      reason: 'judge-faults',
    });
  });

  test('a log that was cut short is inconclusive', () => {
    const verdict = verdictOf(cutShort(withFirst({})));
    expect(verdict).toMatchObject({ exitCode: 3, reason: 'incomplete' });
    expect(short(verdict)[0]).toBe('doubt! run-unfinished');
  });

  test.each(['budget', 'auth', 'interrupted', 'provider-down'] as const)(
    'a run stopped by %s names it',
    (stopped) => {
      const verdict = verdictOf(withFirst({}, { stopped }));
      expect(verdict).toMatchObject({ exitCode: 3, reason: stopped });
    },
  );

  test('a part of the cases, or one shard, is no verdict on the whole', () => {
    expect(short(verdictOf(withFirst({}, { partial: true })))).toContain('doubt! partial-run');
    const shard = { index: 1, count: 2 };
    expect(verdictOf(withFirst({}, { shard })).exitCode).toBe(3);
  });

  test('a set whose every scorer is advisory has nothing that decides', () => {
    const scorers = [{ name: 'tone', advisory: true }];
    const run = buildRecord({ cases: ones(200), scorers });
    expect(verdictOf(run, run)).toMatchObject({ exitCode: 3, reason: 'no-cases' });
  });

  test('one case, and one cluster, cannot be estimated', () => {
    const one = (configuration: string): RunRecord =>
      buildRecord({ cases: { a: 1 }, configuration });
    expect(verdictOf(one('b'), one('a'))).toMatchObject({ exitCode: 3, reason: 'too-few' });
    const cluster = (configuration: string): RunRecord =>
      buildRecord({ configuration, cases: casesOf(30, () => ({ trials: [1], cluster: 'c' })) });
    const verdict = verdictOf(cluster('b'), cluster('a'));
    expect(verdict).toMatchObject({ exitCode: 3, reason: 'too-few' });
    expect(verdict.comparisons[0]).toMatchObject({ reasons: ['too-few-clusters'], clusters: 1 });
  });
});

const withoutTone = (trial: TrialRecord): TrialRecord =>
  trial.kind === 'faulted'
    ? trial
    : { ...trial, scores: trial.scores.filter((score) => score.scorer !== 'tone') };

describe('what is missing', () => {
  test('a missing trial that could change the verdict makes it inconclusive', () => {
    const cases = casesOf(200, (at) => (at < 12 ? ('timeout' as const) : 1));
    const verdict = verdictOf(buildRecord({ cases, configuration: 'b' }));
    expect(verdict.exitCode).toBe(3);
    expect(verdict.findings.find((one) => one.code === 'missing-trials')).toMatchObject({
      blocking: true,
      faulted: 12,
      share: 0.06,
      faults: { timeout: 12 },
      verdictHolds: false,
    });
  });

  test('one that could not is told and does not block', () => {
    const cases = casesOf(1000, (at) => (at === 0 ? ('timeout' as const) : 1));
    const before = buildRecord({ cases: ones(1000) });
    const verdict = verdictOf(buildRecord({ cases, configuration: 'b' }), before);
    expect(verdict.exitCode).toBe(0);
    expect(short(verdict)).toContain('doubt missing-trials');
  });

  test('a drop that the missing trials could undo is no regression yet', () => {
    const cases = casesOf(200, (at) => (at < 10 ? 0 : 1));
    const holed = { ...cases, ...casesOf(60, (at) => (at < 10 ? 0 : ('timeout' as const))) };
    expect(verdictOf(buildRecord({ cases, configuration: 'b' })).exitCode).toBe(1);
    const before = buildRecord({ cases: casesOf(200, (at) => (at >= 10 && at < 60 ? 0 : 1)) });
    const verdict = verdictOf(buildRecord({ cases: holed, configuration: 'b' }), before);
    expect(verdict.exitCode).toBe(3);
    expect(verdict.comparisons[0]).toMatchObject({ state: 'unsure', reasons: ['incomplete'] });
  });

  test('a case that the baseline has no value for is missing too, at its worst passed before', () => {
    const holed = casesOf(200, (at) => (at < 12 ? ('timeout' as const) : 1));
    const before = buildRecord({ cases: holed });
    const verdict = verdictOf(buildRecord({ cases: ones(200), configuration: 'b' }), before);
    expect(verdict.comparisons[0]).toMatchObject({ pairs: 188, unknownBefore: 12 });
    expect(verdict.exitCode).toBe(0);
    const zero = casesOf(200, (at) => (at < 12 ? 0 : 1));
    const worse = verdictOf(buildRecord({ cases: zero, configuration: 'b' }), before);
    expect(worse.exitCode).toBe(3);
    expect(worse.findings[0]).toMatchObject({
      code: 'missing-trials',
      unknownBefore: 12,
      verdictHolds: false,
    });
  });

  test('a trial that one of two scorers has no opinion on is unscored', () => {
    const scorers = [{ name: 'right' }, { name: 'tone' }];
    const before = buildRecord({ cases: ones(200), scorers });
    const run = editCases(buildRecord({ cases: ones(200), scorers, configuration: 'b' }), (one) =>
      one.case === first ? { ...one, trials: one.trials.map(withoutTone) } : one,
    );
    const missing = verdictOf(run, before).findings.find((one) => one.code === 'missing-trials');
    expect(missing).toMatchObject({ unscored: 1, faulted: 0 });
  });

  test('of two regressions only the one that missing trials could undo is unsure', () => {
    const side = (set: string, cases: Record<string, number | 'timeout'>): RunRecord =>
      buildRecord({ set, cases, configuration: set });
    const both = (a: RunRecord, b: RunRecord): RunRecord => ({
      ...a,
      planned: a.planned + b.planned,
      sets: [...a.sets, ...b.sets],
      cells: [...a.cells, ...b.cells],
    });
    const half = casesOf(200, (at) => (at >= 10 && at < 60 ? 0 : 1));
    const before = both(side('holed', half), side('whole', ones(200)));
    const holed = {
      ...ones(200),
      ...casesOf(60, () => 'timeout' as const),
      ...casesOf(10, () => 0),
    };
    const lost = casesOf(200, (at) => (at < 40 ? 0 : 1));
    const verdict = verdictOf(both(side('holed', holed), side('whole', lost)), before);
    expect(verdict.comparisons.map((one) => one.state)).toEqual(['unsure', 'regressed']);
    const certain = {
      ...ones(200),
      ...casesOf(61, () => 'timeout' as const),
      ...casesOf(60, () => 0),
    };
    const sure = verdictOf(both(side('holed', certain), side('whole', lost)), before);
    expect(sure.comparisons.map((one) => one.state)).toEqual(['regressed', 'regressed']);
  });

  test('a policy may tolerate a share of faults', () => {
    const before = buildRecord({ cases: ones(200), policy: { maxFaults: 0.1 } });
    const cases = casesOf(200, (at) => (at < 12 ? ('timeout' as const) : 1));
    expect(verdictOf(buildRecord({ cases, configuration: 'b' }), before).exitCode).toBe(0);
  });

  test('no policy tolerates that a hard case has no answer', () => {
    const policy = { maxFaults: 0.5 };
    const before = buildRecord({ cases: ones(200), policy });
    const told = (story: Partial<CaseStory>): Verdict =>
      verdictOf(withFirst({ trials: ['timeout'], ...story }), before, { incidents: [incident] });
    expect(told({}).exitCode).toBe(0);
    expect(told({ critical: true })).toMatchObject({ exitCode: 3, reason: 'too-many-faults' });
    expect(told({ incidents: ['INC-7'] }).exitCode).toBe(3);
    expect(told({ critical: true, trials: [0, 'timeout'] }).exitCode).toBe(1);
  });

  test('where being in time is part of the task, a timeout is a wrong answer', () => {
    const before = buildRecord({ cases: ones(200), policy: { onTimeout: 'fail' } });
    const cases = casesOf(200, (at) => (at < 40 ? ('timeout' as const) : 1));
    const verdict = verdictOf(buildRecord({ cases, configuration: 'b' }), before);
    expect(verdict.exitCode).toBe(1);
    expect(verdict.comparisons[0]).toMatchObject({ state: 'regressed', lost: 40 });
  });
});
