import type { ComparisonReason } from '@pawl/core';

import type { Arms } from './compare-arms.ts';

/** Why two arms may not be compared under a scorer; empty when they may. The target is what is under test, never a reason. */
export function comparabilityReasons(
  arms: Pick<Arms, 'baseline' | 'candidate' | 'pairing'>,
  scorer: string,
): ComparisonReason[] {
  const before = arms.baseline.scorers.get(scorer);
  const after = arms.candidate.scorers.get(scorer);
  if (before === undefined || after === undefined) return ['scorer-missing'];
  const reasons: ComparisonReason[] = [];
  if (before.digest !== after.digest) reasons.push('scorer-changed');
  if (before.judge !== after.judge) reasons.push('judge-changed');
  if (arms.pairing.pairs.length === 0) reasons.push('no-pairs');
  return reasons;
}
