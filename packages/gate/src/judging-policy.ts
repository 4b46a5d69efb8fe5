import { readPolicy, type Baseline, type GatePolicy } from '@pawl/core';

import type { GateEvidence } from './evidence.ts';

/** The rules that judge a set: the base's, else those that the baseline was accepted under, else the branch's own. */
export function judgingPolicy(inputs: {
  readonly evidence: Pick<GateEvidence, 'basePolicies'>;
  readonly set: string;
  readonly headPolicy: GatePolicy;
  readonly baseline: Baseline | undefined;
}): GatePolicy {
  const { evidence, set, headPolicy, baseline } = inputs;
  const base = evidence.basePolicies?.[set];
  if (base !== undefined) return base;
  const accepted = baseline === undefined ? undefined : readPolicy(baseline.header.policy);
  return accepted ?? headPolicy;
}
