import type { Comparison } from '@pawl/core';

/** What an unsure comparison needs to tell whether it leans. */
export type Leaning = Pick<
  Comparison,
  'difference' | 'margin' | 'confidence' | 'pWorse' | 'pAdjusted' | 'slice'
>;

/** Whether an unsure comparison is a doubt that holds a merge back by itself. */
export function probablyWorse(comparison: Leaning & Pick<Comparison, 'worse'>): boolean {
  return leansWorse(comparison) || fellAlone(comparison);
}

/** Whether there are too few cases or clusters for any interval. */
export const cannotEstimate = ({ difference }: Pick<Comparison, 'difference'>): boolean =>
  difference === undefined;

/**
 * Leaning worse: the raw mean falls by the margin or more, or the fall is certain by itself, and its one-sided p-value is
 * below .1. Beside other primary scorers it is Holm's: one of ten that leans by chance is no reason to stop.
 */
export function leansWorse(comparison: Leaning): boolean {
  const { difference, margin, slice, pWorse, pAdjusted } = comparison;
  const p = slice === undefined ? (pAdjusted ?? pWorse) : pWorse;
  if (difference === undefined || p === undefined || p >= 0.1) return false;
  return difference.mid <= -margin || failedHolm(comparison);
}

/** Worse by itself, but not beside the other scorers that were looked at. */
function failedHolm({ difference, margin, confidence, pWorse }: Leaning): boolean {
  const alone = pWorse !== undefined && pWorse <= 1 - confidence;
  return alone && difference !== undefined && difference.low <= -margin;
}

/** A single case that brings its own scorer can never be estimated, so its fall is a doubt by itself. */
const fellAlone = (comparison: Pick<Comparison, 'difference' | 'worse'>): boolean =>
  cannotEstimate(comparison) && comparison.worse > 0;
