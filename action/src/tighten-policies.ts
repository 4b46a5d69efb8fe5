import { parseBaseline, readPolicy } from '@pawl/core';
import type { GatePolicy, RunRecord } from '@pawl/core';

import type { Definitions } from './definitions/read-definitions.ts';
import type { Inputs } from './inputs.ts';

/** What the rules are taken from. */
export interface PolicySources {
  readonly record: RunRecord;
  readonly resolved: readonly {
    readonly set: string;
    readonly resolved: {
      readonly kind: string;
      readonly text?: string;
      readonly everExisted?: boolean;
    };
  }[];
  readonly base: Definitions | undefined;
}

/**
 * The rules that judge each set: those of the base's files, else those that the baseline was accepted under, else the
 * branch's own. Inputs of the workflow only tighten them, because a pull request can change its workflow.
 */
export function tightenPolicies(
  inputs: Inputs,
  { record, resolved, base }: PolicySources,
): Readonly<Record<string, GatePolicy>> {
  const policies: Record<string, GatePolicy> = {};
  for (const set of record.sets) {
    const cells = resolved.filter((cell) => cell.set === set.name);
    const policy = base?.policies[set.name] ?? acceptedUnder(cells) ?? set.policy;
    const existed = cells.some((cell) => cell.resolved.everExisted === true);
    policies[set.name] = tighten(policy, inputs, existed);
  }
  return policies;
}

function acceptedUnder(cells: PolicySources['resolved']): GatePolicy | undefined {
  for (const { resolved } of cells) {
    if (resolved.text === undefined) continue;
    const read = parseBaseline(resolved.text);
    if (read.kind === 'baseline') return readPolicy(read.baseline.header.policy);
  }
  return undefined;
}

/** Floors alone never judge a set that once had a baseline: whoever lost it would have an easier gate. */
function tighten(policy: GatePolicy, inputs: Inputs, existed: boolean): GatePolicy {
  const noFloors = inputs.onMissingBaseline === 'fail' || existed;
  return {
    ...policy,
    maxAgeDays: Math.min(policy.maxAgeDays, inputs.maxAgeDays ?? Number.POSITIVE_INFINITY),
    ...(noFloors ? { onMissingBaseline: 'inconclusive' } : {}),
  };
}
