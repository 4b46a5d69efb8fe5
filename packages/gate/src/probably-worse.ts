import type { Comparison } from '@pawl/core';

import { leansWorse } from './decide-state.ts';

/** Whether an unsure comparison is a doubt that holds a merge back by itself. */
export function probablyWorse(comparison: Comparison): boolean {
  return leansWorse(comparison) || fellAlone(comparison) || failedHolm(comparison);
}

/** Whether there are too few cases or clusters for any interval. */
export const cannotEstimate = (comparison: Comparison): boolean =>
  comparison.difference === undefined;

/** A single case that brings its own scorer can never be estimated, so its fall is a doubt by itself. */
const fellAlone = (comparison: Comparison): boolean =>
  cannotEstimate(comparison) && comparison.worse > 0;

/** Worse by itself, but not beside the other scorers that were looked at. */
function failedHolm(comparison: Comparison): boolean {
  const alpha = 1 - comparison.confidence;
  const alone = comparison.pWorse !== undefined && comparison.pWorse <= alpha;
  const beyond =
    comparison.difference !== undefined && comparison.difference.low <= -comparison.margin;
  return alone && beyond;
}
