import type { Finding, FindingCode, FindingDetail, FindingPlace, RuleChange } from '@pawl/core';

import { buildComparison } from './build-states.ts';

/** Gives the words of others for a field. */
export type Words = (field: string) => string;

/** At least one finding of every code, with the words of others in every field that has some. */
export function everyFinding(words: Words): readonly Finding[] {
  const place: FindingPlace = {
    level: 'fail',
    blocking: true,
    set: words('set'),
    target: words('target'),
    scorer: words('scorer'),
    case: words('case'),
    incident: words('incident'),
  };
  const details = [...hardCases(words), ...compared(words), ...missing(words), ...ruler(words)];
  return [...details, ...notes(words)].map((detail) => ({ ...place, ...detail }));
}

/** Every code, so that a test can see that none is left out. */
export const everyCode = Object.keys({
  'guard-failed': 1,
  'critical-failed': 1,
  'guard-missing': 1,
  'guard-unproven': 1,
  'below-minimum': 1,
  regressed: 1,
  'leaning-worse': 1,
  unsure: 1,
  held: 1,
  improved: 1,
  'not-comparable': 1,
  'slice-worse': 1,
  'cost-over-budget': 1,
  'latency-over-budget': 1,
  'cost-unknown': 1,
  'run-unfinished': 1,
  'missing-trials': 1,
  'nothing-to-judge': 1,
  'no-baseline': 1,
  'bad-baseline': 1,
  'stale-baseline': 1,
  'partial-run': 1,
  'cases-added': 1,
  'cases-changed': 1,
  'cases-rescored': 1,
  'cases-removed': 1,
  'rules-changed': 1,
  'masked-regression': 1,
  'stricter-set': 1,
  'edited-losses': 1,
  'ruler-not-measured': 1,
  'served-model-changed': 1,
  drift: 1,
  flaky: 1,
  'cut-answers': 1,
  'few-clusters': 1,
  confirmed: 1,
  'waiver-invalid': 1,
  'waiver-expired': 1,
} satisfies Record<FindingCode, 1>);

function hardCases(words: Words): readonly FindingDetail[] {
  const incident = { severity: 'sev1', title: words('title'), url: words('url') } as const;
  const failed = { trials: 3, passed: 1, scorers: [words('scorer')] } as const;
  return [
    { code: 'guard-failed', ...incident, ...failed, closed: true },
    { code: 'critical-failed', ...failed },
    { code: 'guard-missing', ...incident, how: 'removed' },
    { code: 'guard-unproven', ...incident, reason: words('reason') },
    { code: 'below-minimum', share: 0.81, minimum: 0.9, on: 'bound', slice: words('tag') },
  ];
}

function compared(words: Words): readonly FindingDetail[] {
  const comparison = buildComparison({
    set: words('set'),
    target: words('target'),
    baselineTarget: words('baseline target'),
    scorer: words('scorer'),
    slice: words('tag'),
    lostCases: [words('lost case')],
    reasons: ['too-few-cases', 'judge-changed'],
  });
  const codes = ['regressed', 'leaning-worse', 'unsure', 'held', 'improved'] as const;
  const budget = { now: 0.021, limit: 0.02, low: 0.019, high: 0.024, baseline: 0.015 } as const;
  const times = { now: 2400, limit: 2000, low: 1900, high: 3100, baseline: 1800 } as const;
  return [
    ...codes.map((code) => ({ code, comparison })),
    { code: 'not-comparable', comparison },
    { code: 'slice-worse', comparison },
    { code: 'cost-over-budget', ...budget, certain: false },
    { code: 'latency-over-budget', ...times, certain: true },
    { code: 'cost-unknown', trials: 12 },
  ];
}

function missing(words: Words): readonly FindingDetail[] {
  return [
    { code: 'run-unfinished', planned: 600, finished: 412, stopped: 'auth' },
    {
      code: 'missing-trials',
      planned: 600,
      faulted: 12,
      unscored: 3,
      share: 0.025,
      faults: { timeout: 9, [words('fault')]: 3 },
      verdictHolds: false,
    },
    { code: 'nothing-to-judge', planned: 0 },
    { code: 'no-baseline', looked: [words('file')], floorsOnly: true },
    {
      code: 'bad-baseline',
      defect: words('defect'),
      source: words('file'),
      detail: words('detail'),
    },
    { code: 'stale-baseline', ageDays: 21.4, maxAgeDays: 14, source: words('file') },
    { code: 'partial-run' },
  ];
}

function ruler(words: Words): readonly FindingDetail[] {
  const edits: readonly RuleChange[] = [
    { what: words('rule'), before: words('before'), after: words('after'), direction: 'weaker' },
    { what: words('rule'), direction: 'stricter' },
  ];
  const cases = [words('case'), 'b', 'c', 'd', 'e', 'f', 'g'];
  const old = buildComparison({ set: words('set'), target: words('target') });
  return [
    { code: 'cases-added', cases },
    { code: 'cases-changed', cases: ['one'] },
    { code: 'cases-rescored', cases },
    { code: 'cases-removed', cases, allowed: 0 },
    { code: 'rules-changed', changes: edits },
    { code: 'masked-regression', old, edits },
    { code: 'stricter-set', edits },
    { code: 'edited-losses', cases: ['one'], edits },
    { code: 'ruler-not-measured', reason: words('reason') },
  ];
}

function notes(words: Words): readonly FindingDetail[] {
  const file = words('file');
  return [
    { code: 'served-model-changed', was: [words('model')], now: [words('model')] },
    { code: 'drift', cases: 212, differing: 31 },
    { code: 'flaky', cases: [{ case: words('case'), passed: 2, trials: 5, needed: 9 }] },
    { code: 'cut-answers', trials: 14, share: 0.07 },
    { code: 'few-clusters', clusters: 6 },
    { code: 'confirmed', trials: 3, cases: 40 },
    { code: 'waiver-invalid', file, why: words('why') },
    { code: 'waiver-expired', file, until: words('until'), owner: words('owner') },
  ];
}
