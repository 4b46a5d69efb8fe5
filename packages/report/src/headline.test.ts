import { expect, test } from 'vitest';

import {
  buildComparison,
  buildFinding,
  buildRecord,
  buildVerdict,
} from '../testing/build-states.ts';
import { headline } from './headline.ts';

const regressed = buildFinding({ code: 'regressed', comparison: buildComparison() });
const oneScorer = buildRecord({ set: 'support-policy' });

test('tells the loss with its cases, its interval and the margin', () => {
  const verdict = buildVerdict({ findings: [regressed] });
  expect(headline(verdict, oneScorer)).toBe(
    'Worse: support-policy on `support` lost 12 and gained 1 of 212 cases, −5.2 points (−8.1 … −2.2), margin 2',
  );
});

test('names the scorer where the set may have more than one', () => {
  expect(headline(buildVerdict({ findings: [regressed] }))).toContain(
    'on `support` by `answer` lost',
  );
});

test('an incident that returns comes before everything else', () => {
  const guard = buildFinding(
    {
      code: 'guard-failed',
      trials: 3,
      passed: 0,
      severity: 'sev1',
      title: 'Refund promised',
      scorers: ['policy'],
      closed: true,
    },
    { incident: 'INC-0142', case: 'refund-eu-14d' },
  );
  expect(headline(buildVerdict({ findings: [regressed, guard] }))).toBe(
    'INC-0142 (sev1) re-opens: Refund promised; its guard `refund-eu-14d` of support-policy on `support` passed 0 of 3 trials (`policy`) – and 1 more',
  );
});

test('says that nothing got worse, and what could not have been seen', () => {
  const same = { state: 'held', lost: 0, gained: 0, worse: 0, better: 0 } as const;
  const comparisons = [
    buildComparison({ ...same, scorer: 'a' }),
    buildComparison({ ...same, scorer: 'b' }),
  ];
  expect(headline(buildVerdict({ comparisons }))).toBe(
    'Nothing got worse on 212 cases; a drop below 4.4 points would not be visible',
  );
});

test('leaves the blindness out where every answer is the same one', () => {
  const same = { state: 'held', lost: 0, gained: 0, worse: 0, better: 0, shared: 212 } as const;
  expect(headline(buildVerdict({ comparisons: [buildComparison(same)] }))).toBe(
    'Nothing got worse on 212 cases',
  );
});

test('a doubt that does not block still heads a pass', () => {
  const comparison = buildComparison({
    state: 'unsure',
    pairs: 120,
    lost: 3,
    worse: 3,
    difference: { low: -0.044, mid: -0.017, high: 0.011 },
    detectable: 0.031,
  });
  const finding = buildFinding({ code: 'unsure', comparison }, { level: 'doubt', blocking: false });
  expect(headline(buildVerdict({ findings: [finding], comparisons: [comparison] }))).toBe(
    'Passed, but 120 cases cannot rule out that support-policy on `support` got worse: lost 3 and gained 1 of 120 cases, −1.7 points (−4.4 … +1.1), margin 2',
  );
});

test('a pass without a baseline says that only the floors held', () => {
  const finding = buildFinding(
    { code: 'no-baseline', looked: [], floorsOnly: true },
    { level: 'doubt', blocking: false },
  );
  expect(headline(buildVerdict({ findings: [finding], comparisons: [] }))).toBe(
    'Passed by its floors alone: support-policy on `support` has no baseline yet',
  );
});

test('a failing verdict is headed by a failure, never by a doubt', () => {
  const doubt = buildFinding(
    { code: 'nothing-to-judge', planned: 0 },
    { level: 'doubt', blocking: true },
  );
  expect(headline(buildVerdict({ findings: [doubt, regressed] }), oneScorer)).toMatch(/^Worse: /);
});

test('an inconclusive verdict without a finding names its reason', () => {
  const verdict = buildVerdict({ outcome: 'inconclusive', reason: 'auth', exitCode: 3 });
  expect(headline(verdict)).toBe('No verdict: the provider refused the key');
});

test('tells how many findings were waived', () => {
  const waived: typeof regressed = {
    ...regressed,
    level: 'note',
    blocking: false,
    waivedBy: 'evals/waivers/x.yaml',
  };
  expect(headline(buildVerdict({ findings: [waived] }))).toBe(
    'Passes: nothing was compared, and no rule is broken – 1 waived finding',
  );
});
