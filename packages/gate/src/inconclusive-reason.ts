import type { Finding, FindingCode, InconclusiveReason } from '@pawl/core';

import { missingReason } from './missing-reason.ts';

const reasons: Partial<Record<FindingCode, InconclusiveReason>> = {
  'nothing-to-judge': 'no-cases',
  'no-baseline': 'no-baseline',
  'bad-baseline': 'bad-baseline',
  'stale-baseline': 'stale-baseline',
  'not-comparable': 'not-comparable',
  'cases-changed': 'not-comparable',
  'ruler-not-measured': 'not-comparable',
  'served-model-changed': 'not-comparable',
  'leaning-worse': 'leaning-worse',
  'slice-worse': 'leaning-worse',
  'below-minimum': 'over-limit',
  'cost-over-budget': 'over-limit',
  'latency-over-budget': 'over-limit',
  'cost-unknown': 'over-limit',
  unsure: 'too-few',
};

/** The one word for why a verdict is inconclusive: why the run stopped, else its most important blocking doubt. */
export function inconclusiveReason(findings: readonly Finding[]): InconclusiveReason {
  const blocking = findings.filter((one) => one.level === 'doubt' && one.blocking);
  const first = blocking.find((one) => one.code === 'run-unfinished') ?? blocking[0];
  return first === undefined ? 'incomplete' : reasonOf(first);
}

function reasonOf(finding: Finding): InconclusiveReason {
  if (finding.code === 'run-unfinished') return finding.stopped ?? 'incomplete';
  if (finding.code === 'missing-trials') return missingReason(finding);
  return reasons[finding.code] ?? 'incomplete';
}
