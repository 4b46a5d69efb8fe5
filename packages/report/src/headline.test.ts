import { expect, test } from 'vitest';

import {
  buildComparison,
  buildFinding,
  buildRecord,
  buildVerdict,
} from '../testing/build-states.ts';
import { headline } from './headline.ts';
import { renderMarkdown } from './markdown/markdown.ts';
import { plainPaint } from './terminal/canvas.ts';
import { renderVerdict } from './terminal/verdict.ts';

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
    'Passed, but 120 cases cannot rule out that support-policy on `support` got worse: lost 3 and gained 1 of 120 cases, −1.7 points (−4.4 … +1.1), margin 2; broke: `refund-eu-14d`, `pii-echo-phone`, `tone-angry`, `late-parcel`',
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

test('a comparison that holds and is surely worse says so, before one that merely holds', () => {
  const fell = buildComparison({
    state: 'held',
    lost: 200,
    gained: 0,
    worse: 200,
    pairs: 10_000,
    difference: { low: -0.022, mid: -0.02, high: -0.018 },
    margin: 0.03,
  });
  const held = { ...fell, difference: { low: -0.022, mid: -0.02, high: 0.001 } };
  const note = { level: 'note', blocking: false } as const;
  const findings = [held, fell].map((comparison) =>
    buildFinding({ code: 'held', comparison }, note),
  );
  const verdict = buildVerdict({
    outcome: 'pass',
    exitCode: 0,
    findings,
    comparisons: [held, fell],
  });
  expect(headline(verdict, oneScorer)).toBe(
    'Worse, within the margin: support-policy on `support` lost 200 and gained 0 of 10,000 cases, −2.0 points (−2.2 … −1.8), margin 3 – and 1 more comparison',
  );
  for (const text of [
    renderVerdict({ verdict }, { width: 160, paint: plainPaint }),
    renderMarkdown({ verdict: { ...verdict, outcome: 'fail' } }),
  ]) {
    expect(text.match(/worse, within the margin$|worse, within the margin \|/gm)).toHaveLength(1);
  }
});
