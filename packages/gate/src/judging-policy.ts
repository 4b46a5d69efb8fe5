import { readPolicy, type Baseline, type GatePolicy, type JsonObject } from '@pawl/core';

import type { GateEvidence } from './evidence.ts';
import { policyJson } from './policy-json.ts';

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
  return baseline === undefined ? headPolicy : acceptedPolicy(baseline.header.policy, headPolicy);
}

/** A policy that was written whole stands as it is; one with gaps stands where it says something. */
function acceptedPolicy(written: JsonObject, headPolicy: GatePolicy): GatePolicy {
  const filled = { ...policyJson(headPolicy), ...written };
  return readPolicy(written) ?? readPolicy(filled) ?? headPolicy;
}
