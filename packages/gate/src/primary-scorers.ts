import type { BaselineHeader, GatePolicy, SetStamp } from '@pawl/core';

/**
 * Names of the scorers that decide: what the policy names, else every scorer that is not advisory. A scorer that decided
 * when the baseline was accepted goes on deciding, so that none can be dropped or silenced unnoticed.
 */
export function primaryScorers(context: {
  readonly set: Pick<SetStamp, 'scorers'>;
  readonly policy: Pick<GatePolicy, 'primary'>;
  readonly header?: Pick<BaselineHeader, 'scorers' | 'advisory'>;
}): ReadonlySet<string> {
  if (context.policy.primary !== undefined) return new Set(context.policy.primary);
  const now = context.set.scorers.filter((one) => !one.advisory).map((one) => one.name);
  const before = Object.keys(context.header?.scorers ?? {}).filter(
    (name) => context.header?.advisory?.includes(name) !== true,
  );
  return new Set([...now, ...before]);
}
