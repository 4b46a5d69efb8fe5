import type { RunRecord, Verdict } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import { casesOf } from '../testing/build-evidence.ts';
import { buildRecord, type CaseStory } from '../testing/build-record.ts';
import { ones, short, verdictOf } from '../testing/verdict-story.ts';

describe('floors, slices and budgets', () => {
  const floor = (on: 'mean' | 'bound', share: number): Verdict => {
    const policy = { minimum: { right: { share, on } } };
    const run = buildRecord({ policy, cases: casesOf(200, (at) => (at % 10 === 0 ? 0 : 1)) });
    return verdictOf(run, run);
  };

  test('a floor on the mean, and on its lower bound', () => {
    expect(floor('mean', 0.9).exitCode).toBe(0);
    expect(floor('mean', 0.91).findings[0]).toMatchObject({ code: 'below-minimum', share: 0.9 });
    expect(floor('bound', 0.85).exitCode).toBe(0);
    expect(floor('bound', 0.89).exitCode).toBe(1);
  });

  test('a named slice blocks by itself, another one is only told', () => {
    const cases = (lost: number): Record<string, CaseStory> =>
      casesOf(1000, (at) => ({ trials: [at < lost ? 0 : 1], tags: at < 60 ? ['eu'] : ['us'] }));
    const named = { slices: { eu: { margin: 0.05 } } };
    const pair = (policy: object): Verdict =>
      verdictOf(
        buildRecord({ configuration: 'b', cases: cases(15), policy }),
        buildRecord({ cases: cases(0), policy }),
      );
    expect(pair({ ...named, margin: 0.05 }).findings[0]).toMatchObject({
      level: 'fail',
      code: 'slice-worse',
    });
    const explored = pair({ margin: 0.05 });
    expect(explored.exitCode).toBe(0);
    expect(short(explored)).toContain('doubt slice-worse');
  });

  test('a named slice that leans worse blocks, unless nothing unsure does', () => {
    const cases = (lost: number): Record<string, CaseStory> =>
      casesOf(1000, (at) => ({ trials: [at < lost ? 0 : 1], tags: at < 60 ? ['eu'] : ['us'] }));
    const told = (onInconclusive: 'auto' | 'warn'): string[] => {
      const policy = { margin: 0.05, slices: { eu: {} }, onInconclusive };
      const after = buildRecord({ configuration: 'b', cases: cases(4), policy });
      return short(verdictOf(after, buildRecord({ cases: cases(0), policy })));
    };
    expect(told('auto')).toContain('doubt! slice-worse');
    expect(told('warn')).toContain('doubt slice-worse');
  });

  test('a slice has one floor for every scorer that decides, or one for those that are named', () => {
    const eu = (trial: number): CaseStory => ({ trials: [trial], tags: ['eu'] });
    const cases = { ...ones(200), a: eu(1), b: eu(0) };
    const told = (minimum: number | Readonly<Record<string, number>>): string[] => {
      const run = buildRecord({ cases, policy: { slices: { eu: { minimum } } } });
      return short(verdictOf(run, run)).filter((one) => one.includes('below-minimum'));
    };
    expect(told(0.9)).toHaveLength(1);
    expect(told({ right: 0.9 })).toEqual(told(0.9));
    expect(told({ right: 0.5 })).toEqual([]);
  });

  test('a named slice that no case ever had is told; one that lost its cases blocks', () => {
    const policy = { slices: { eu: { minimum: 0.5 } } };
    const run = buildRecord({ cases: ones(200), policy });
    const never = verdictOf(run, run);
    expect(never.exitCode).toBe(0);
    expect(short(never)).toEqual(
      expect.arrayContaining(['doubt not-comparable', 'doubt nothing-to-judge']),
    );
    const cases = { ...ones(200), gone: { trials: [1], tags: ['eu'] } };
    const lenient = { ...policy, maxRemoved: 1 };
    const before = buildRecord({ cases, policy: lenient });
    const lost = verdictOf(buildRecord({ cases: ones(200), policy: lenient }), before);
    expect(lost).toMatchObject({ exitCode: 3, reason: 'no-cases' });
    expect(short(lost)).toEqual(
      expect.arrayContaining(['doubt! not-comparable', 'doubt! nothing-to-judge']),
    );
  });

  test('a case that lost its tag or changed its cluster on the branch is judged as before', () => {
    const side = (lost: number, story: Partial<CaseStory>): RunRecord =>
      buildRecord({
        configuration: lost === 0 ? 'a' : 'b',
        policy: { margin: 0.05, slices: { eu: {} } },
        cases: casesOf(1000, (at) =>
          at < lost ? { trials: [0], ...story } : { trials: [1], tags: at < 60 ? ['eu'] : [] },
        ),
      });
    const untagged = verdictOf(side(15, { tags: [] }), side(0, {}));
    expect(untagged.findings[0]).toMatchObject({ level: 'fail', code: 'slice-worse' });
    const lumped = verdictOf(side(200, { cluster: 'one' }), side(0, {}));
    expect(lumped.comparisons[0]).toMatchObject({ state: 'regressed', clusters: 1000 });
  });

  test('a floor on a scorer that is gone blocks, on one that never was is told', () => {
    const policy = { minimum: { tone: { share: 0.9, on: 'mean' } }, primary: ['right'] } as const;
    const scorers = [{ name: 'right' }, { name: 'tone' }];
    const both = buildRecord({ cases: ones(200), scorers, policy });
    const run = buildRecord({ cases: ones(200), policy });
    const gone = verdictOf(run, both);
    expect(gone).toMatchObject({ exitCode: 3, reason: 'no-cases' });
    expect(gone.findings[0]).toMatchObject({ code: 'nothing-to-judge', scorer: 'tone' });
    expect(verdictOf(run, run).exitCode).toBe(0);
    expect(short(verdictOf(run, run))).toContain('doubt nothing-to-judge');
  });

  const priced = (costUsd: number, budgets: object): RunRecord =>
    buildRecord({
      policy: { budgets },
      cases: casesOf(100, (at) => ({
        trials: [1],
        costUsd: costUsd + (at % 10) / 1000,
        durationMs: 100 + at,
      })),
    });

  test('cost over its budget for certain fails, within its doubt is inconclusive', () => {
    const over = priced(0.02, { costPerCase: 0.02 });
    expect(verdictOf(over, over).findings[0]).toMatchObject({
      level: 'fail',
      code: 'cost-over-budget',
      certain: true,
    });
    const near = priced(0.02, { costPerCase: 0.0244 });
    expect(verdictOf(near, near)).toMatchObject({ exitCode: 3, reason: 'over-limit' });
    const under = priced(0.02, { costPerCase: 0.03 });
    expect(verdictOf(under, under).exitCode).toBe(0);
  });

  test('a cost that nobody knows is not within its budget', () => {
    const run = buildRecord({ cases: ones(200), policy: { budgets: { costPerCase: 1 } } });
    expect(short(verdictOf(run, run))).toContain('doubt! cost-unknown');
  });

  test('growth beside the baseline, and the 95th percentile', () => {
    const before = priced(0.02, { costGrowth: 0.2, latencyGrowth: 0.2 });
    expect(verdictOf(priced(0.03, {}), before).findings[0]).toMatchObject({
      level: 'fail',
      code: 'cost-over-budget',
    });
    expect(verdictOf(priced(0.021, {}), before).exitCode).toBe(0);
    const slower = buildRecord({
      cases: casesOf(100, (at) => ({ trials: [1], costUsd: 0.02, durationMs: 300 + at })),
    });
    expect(verdictOf(slower, before).findings[0]).toMatchObject({
      level: 'fail',
      code: 'latency-over-budget',
      now: 394,
      baseline: 194,
    });
    const slow = priced(0.02, { p95LatencyMs: 150 });
    expect(verdictOf(slow, slow).findings[0]).toMatchObject({
      level: 'fail',
      code: 'latency-over-budget',
      now: 194,
      limit: 150,
    });
  });
});
