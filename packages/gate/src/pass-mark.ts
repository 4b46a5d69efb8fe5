import type { GatePolicy, ScorerStamp } from '@pawl/core';

/** From which value a score counts as passed: what the policy says, else 1 for binary scorers and 0.5 for graded ones. */
export function passMark(
  scorer: Pick<ScorerStamp, 'binary'>,
  policy: Pick<GatePolicy, 'passAt'>,
): number {
  return policy.passAt ?? (scorer.binary ? 1 : 0.5);
}
