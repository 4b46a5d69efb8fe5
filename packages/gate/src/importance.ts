import type { Finding, FindingCode } from '@pawl/core';

/** Most important first: incidents before all, then what blocks, then what is only worth knowing. */
const order: readonly FindingCode[] = [
  'guard-failed',
  'guard-missing',
  'guard-unproven',
  'critical-failed',
  'masked-regression',
  'regressed',
  'slice-worse',
  'below-minimum',
  'leaning-worse',
  'cost-over-budget',
  'latency-over-budget',
  'waiver-expired',
  'waiver-invalid',
  'cases-removed',
  'nothing-to-judge',
  'run-unfinished',
  'missing-trials',
  'partial-run',
  'bad-baseline',
  'no-baseline',
  'not-comparable',
  'stale-baseline',
  'edited-losses',
  'unsure',
  'rules-changed',
  'served-model-changed',
  'cases-changed',
  'cases-rescored',
  'ruler-not-measured',
  'stricter-set',
  'improved',
  'held',
  'cases-added',
  'cost-unknown',
  'few-clusters',
  'cut-answers',
  'drift',
  'flaky',
  'confirmed',
];

const ranks: ReadonlyMap<FindingCode, number> = new Map(order.map((code, rank) => [code, rank]));

/** Orders findings; sorting is stable, so equals stay in plan order. */
export function byImportance(a: Finding, b: Finding): number {
  return weight(a) - weight(b);
}

function weight(finding: Finding): number {
  return levelWeight(finding) * 1000 + (ranks.get(finding.code) ?? order.length);
}

function levelWeight(finding: Finding): number {
  if (finding.level === 'fail') return 0;
  if (finding.level === 'note') return 3;
  return finding.blocking ? 1 : 2;
}
