import { zQuantile } from './quantiles.ts';

/** A judge's pass share and how well it was calibrated against people. */
export interface JudgedShare {
  /** Share that the judge passed, of `judged` outputs. */
  readonly share: number;
  readonly judged: number;
  /** Share of truly passing outputs that the judge passes, of `passes` labelled ones. */
  readonly sensitivity: number;
  readonly passes: number;
  /** Share of truly failing outputs that the judge fails, of `fails` labelled ones. */
  readonly specificity: number;
  readonly fails: number;
}

/** A corrected share with its two-sided interval. */
export interface CorrectedShare {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The true pass share behind a judge's (Rogan & Gladen 1978): θ = (p + sp − 1)/(se + sp − 1), with the delta-method
 * variance that counts the doubt of both calibrations. `undefined` when the judge is no better than chance.
 */
export function roganGladen(judged: JudgedShare, level = 0.95): CorrectedShare | undefined {
  const { share, sensitivity, specificity } = judged;
  const youden = sensitivity + specificity - 1;
  if (youden <= 0) return undefined;
  const value = (share + specificity - 1) / youden;
  const variance =
    ((share * (1 - share)) / judged.judged +
      ((1 - value) ** 2 * specificity * (1 - specificity)) / judged.fails +
      (value ** 2 * sensitivity * (1 - sensitivity)) / judged.passes) /
    youden ** 2;
  const half = zQuantile(1 - (1 - level) / 2) * Math.sqrt(variance);
  return { value: clamp(value), low: clamp(value - half), high: clamp(value + half) };
}

/** How much a judge shrinks a true difference: J = se + sp − 1. */
export function judgeShrinkage(sensitivity: number, specificity: number): number {
  return sensitivity + specificity - 1;
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
