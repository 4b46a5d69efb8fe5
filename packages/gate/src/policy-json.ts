import type { GatePolicy, JsonObject } from '@pawl/core';

/** A policy as plain data with its keys in one order. */
export function policyJson(policy: GatePolicy): JsonObject {
  return {
    margin: policy.margin,
    confidence: policy.confidence,
    onInconclusive: policy.onInconclusive,
    onMissingBaseline: policy.onMissingBaseline,
    ...(policy.primary === undefined ? {} : { primary: policy.primary }),
    ...(policy.passAt === undefined ? {} : { passAt: policy.passAt }),
    minimum: Object.fromEntries(
      Object.entries(policy.minimum).map(([name, { share, on }]) => [name, { share, on }]),
    ),
    slices: Object.fromEntries(
      Object.entries(policy.slices).map(([tag, slice]) => [tag, { ...slice }]),
    ),
    budgets: { ...policy.budgets },
    maxFaults: policy.maxFaults,
    maxRemoved: policy.maxRemoved,
    maxAgeDays: policy.maxAgeDays,
    onTimeout: policy.onTimeout,
    blockingSeverities: policy.blockingSeverities,
  };
}
