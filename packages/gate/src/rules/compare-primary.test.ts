import type { GatePolicy, RunRecord } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import { editCases } from '../self-test/edit-record.ts';
import { casesOf } from '../testing/build-evidence.ts';
import { buildRecord } from '../testing/build-record.ts';
import { accepted, first, ones, short, verdictOf, withFirst } from '../testing/verdict-story.ts';

describe('the table of the comparison', () => {
  const run = (lost: number, more: object = {}): RunRecord =>
    buildRecord({ configuration: 'b', cases: casesOf(200, (at) => (at < lost ? 0 : 1)), ...more });

  test('few cases lost within the doubt are unsure, and pass with a doubt', () => {
    const verdict = verdictOf(run(2));
    expect(verdict).toMatchObject({ exitCode: 0 });
    expect(verdict.comparisons[0]).toMatchObject({ state: 'unsure', lost: 2 });
    expect(short(verdict)).toContain('doubt unsure');
  });

  test('onInconclusive: block blocks what is unsure, warn blocks nothing that is', () => {
    const block = { policy: { onInconclusive: 'block' } };
    const base = buildRecord({ cases: ones(200), policy: { onInconclusive: 'block' } });
    expect(verdictOf(run(2, block), base)).toMatchObject({ exitCode: 3, reason: 'too-few' });
    const warned = buildRecord({ cases: ones(20), policy: { onInconclusive: 'warn' } });
    const leaning = buildRecord({
      configuration: 'b',
      cases: casesOf(20, (at) => (at < 4 ? 0 : 1)),
      policy: { onInconclusive: 'warn' },
    });
    expect(verdictOf(leaning, warned).exitCode).toBe(0);
  });

  test('worse by the margin, but not for certain, leans worse and blocks', () => {
    const before = buildRecord({ cases: ones(60) });
    const cases = casesOf(60, (at) => (at < 4 ? 0 : 1));
    const verdict = verdictOf(buildRecord({ configuration: 'b', cases }), before);
    expect(verdict.comparisons[0]).toMatchObject({ state: 'unsure', lost: 4 });
    expect(verdict).toMatchObject({ exitCode: 3, reason: 'leaning-worse' });
  });

  test('below the eligibility floor a perfect record is unsure, unless every request is the same', () => {
    const small = buildRecord({ cases: ones(20) });
    const other = buildRecord({ cases: ones(20), configuration: 'b' });
    expect(verdictOf(other, small).comparisons[0]).toMatchObject({ state: 'unsure', needed: 149 });
    expect(verdictOf(small, small).comparisons[0]).toMatchObject({ state: 'held', shared: 20 });
  });

  test('a code target is never taken for the same because its request is', () => {
    const code = buildRecord({ cases: ones(20), transparent: false });
    expect(verdictOf(code, code).comparisons[0]).toMatchObject({ state: 'unsure', shared: 0 });
  });

  test('cross-checks are made of single values of 0 and 1, whatever the scorer is declared', () => {
    const checks = (trials: readonly number[], more: object = {}): unknown => {
      const scorers = [{ name: 'right', binary: false }];
      const side = (configuration: string): RunRecord =>
        buildRecord({
          configuration,
          scorers,
          cases: { ...ones(20), a: { trials, ...more }, b: { trials: [1], ...more } },
        });
      return verdictOf(side('b'), side('a')).comparisons[0]?.crossChecks;
    };
    expect(checks([1])).toMatchObject({ mcnemarExactP: 1 });
    expect(checks([0])).toMatchObject({ mcnemarExactP: 1 });
    const before = buildRecord({ cases: casesOf(21, (at) => (at < 2 ? 1 : 0)) });
    const cases = casesOf(21, (at) => (at === 0 || (at > 1 && at < 9) ? 1 : 0));
    const [comparison] = verdictOf(buildRecord({ configuration: 'b', cases }), before).comparisons;
    // Newcombe (1998), method 10, and Tango (1998) for the table (1, 1, 7, 12)
    expect(comparison?.crossChecks?.newcombe.low).toBeCloseTo(0.0256, 4);
    expect(comparison?.crossChecks?.newcombe.high).toBeCloseTo(0.5069, 4);
    expect(comparison?.crossChecks?.tango.low).toBeCloseTo(0.026, 4);
    expect(checks([0.5])).toBeUndefined();
    expect(checks([1, 1])).toBeUndefined();
    expect(checks([1], { cluster: 'c' })).toBeUndefined();
  });

  test('a scorer of a single case blocks when it fell, and not when it held', () => {
    const scorers = [{ name: 'right' }, { name: 'own', cases: [first] }];
    const before = buildRecord({ cases: ones(200), scorers });
    const held = buildRecord({ configuration: 'b', cases: ones(200), scorers });
    expect(verdictOf(held, before).exitCode).toBe(0);
    const fell = withFirst({ trials: [0] }, { scorers });
    expect(verdictOf(fell, before)).toMatchObject({ exitCode: 3, reason: 'leaning-worse' });
  });

  test('one of several scorers must stand Holm’s adjustment to be called regressed', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const scorers = names.map((name) => ({ name }));
    const before = buildRecord({ cases: ones(200), scorers });
    const after = buildRecord({ configuration: 'b', cases: ones(200), scorers });
    const cells = after.cells.map((cell) => ({
      ...cell,
      cases: cell.cases.map((one, at) => ({
        ...one,
        trials: one.trials.map((trial) => ({
          ...trial,
          scores: names.map((scorer) => ({
            kind: 'scored' as const,
            scorer,
            value: scorer === 'a' && at < 6 ? 0 : 1,
          })),
        })),
      })),
    }));
    const [shaky] = verdictOf({ ...after, cells }, before).comparisons;
    expect(shaky).toMatchObject({ scorer: 'a', state: 'unsure', lost: 6 });
    expect(shaky?.pWorse).toBeLessThan(0.05);
    expect(shaky?.pAdjusted).toBeGreaterThan(0.05);
  });
});

describe('what else is worth knowing', () => {
  test('trials that disagree are listed with how many would show it', () => {
    const run = withFirst({ trials: [1, 0, 1] });
    const flaky = verdictOf(run).findings.find((one) => one.code === 'flaky');
    expect(flaky).toMatchObject({ cases: [{ case: first, passed: 2, trials: 3, needed: 7 }] });
    expect(flaky).toMatchObject({ cases: [{ variance: 1 / 3 }] });
    const rare = verdictOf(withFirst({ trials: [0, 0, 1] })).findings;
    expect(rare.find((one) => one.code === 'flaky')).toMatchObject({ cases: [{ needed: 7 }] });
  });

  test('few clusters are a doubt, ten are enough', () => {
    const told = (clusters: number): string[] => {
      const run = (configuration: string): RunRecord =>
        buildRecord({
          configuration,
          cases: casesOf(200, (at) => ({ trials: [1], cluster: `c${at % clusters}` })),
        });
      return short(verdictOf(run('b'), run('a')));
    };
    expect(told(9)).toContain('doubt few-clusters');
    expect(told(10)).not.toContain('doubt few-clusters');
  });

  const serving = (record: RunRecord, servedModel: string): RunRecord =>
    editCases(record, (one) => ({
      ...one,
      trials: one.trials.map((trial) => ({ ...trial, servedModel })),
    }));

  describe('another served model', () => {
    const bare = buildRecord({ cases: ones(200) });
    const was = serving(buildRecord({ cases: ones(200), model: 'gpt' }), 'gpt-may');
    const told = (model: string, served: string, policy: Partial<GatePolicy> = {}) =>
      verdictOf(
        serving(buildRecord({ cases: ones(200), model, policy }), served),
        serving(buildRecord({ cases: ones(200), model: 'gpt', policy }), 'gpt-may'),
      );

    test('makes the verdict inconclusive where nobody asked for another one', () => {
      const verdict = told('gpt', 'gpt-june');
      expect(short(verdict)).toContain('doubt! served-model-changed');
      expect(verdict).toMatchObject({ exitCode: 3, reason: 'not-comparable' });
    });

    test('is nothing where an alias leads to the model of the baseline, or another was asked for', () => {
      for (const verdict of [told('gpt', 'gpt-may'), told('other', 'gpt-june')]) {
        expect(short(verdict).join(' ')).not.toContain('served-model-changed');
        expect(verdict.exitCode).toBe(0);
      }
    });

    test('is nothing where one of the models of the baseline is left', () => {
      const mixed = editCases(was, (one) => ({
        ...one,
        trials: one.trials.map((trial) => ({
          ...trial,
          servedModel: one.case === first ? 'gpt-june' : 'gpt-may',
        })),
      }));
      expect(short(verdictOf(was, mixed)).join(' ')).not.toContain('served-model-changed');
      expect(verdictOf(mixed, was).exitCode).toBe(3);
    });

    test('blocks nothing where it is allowed, or where the target chooses its model by itself', () => {
      const allowed = told('gpt', 'gpt-june', { onInconclusive: 'warn' });
      const own = verdictOf(serving(bare, 'gpt-june'), serving(bare, 'gpt-may'));
      for (const verdict of [allowed, own]) {
        expect(short(verdict)).toContain('doubt served-model-changed');
        expect(verdict.exitCode).toBe(0);
      }
    });
  });

  test('answers that were cut are a doubt from one in a hundred on', () => {
    const told = (cut: number): string[] => {
      const ids = new Set(Object.keys(ones(cut)));
      const run = editCases(withFirst({}), (one) => ({
        ...one,
        trials: one.trials.map((trial) =>
          ids.has(one.case) ? { ...trial, finish: 'length' as const } : trial,
        ),
      }));
      return short(verdictOf(run));
    };
    expect(told(2)).not.toContain('doubt cut-answers');
    expect(told(3)).toContain('doubt cut-answers');
  });

  test('a note of the confirmation', () => {
    expect(
      short(verdictOf(accepted, accepted, { confirmed: { trials: 600, cases: 200 } })),
    ).toContain('note confirmed');
  });

  test('the same request with another value is drift', () => {
    const run = buildRecord({ cases: casesOf(200, (at) => (at < 2 ? 0 : 1)) });
    expect(verdictOf(run).findings.find((one) => one.code === 'drift')).toMatchObject({
      cases: 200,
      differing: 2,
    });
  });
});
