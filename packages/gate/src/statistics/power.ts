import { studentQuantile, zQuantile } from './quantiles.ts';

/** What a comparison is planned with. */
export interface PowerPlan {
  /** One-sided error. */
  readonly alpha?: number;
  readonly power?: number;
  /** Variance of one case's difference: ψ − Δ² for a binary score and one trial. */
  readonly variance: number;
  readonly margin: number;
  /** The true difference that is expected. */
  readonly expected?: number;
  /** How much clusters inflate the variance: 1 + (m̄ − 1)ρ. */
  readonly designEffect?: number;
}

/** Cases that a paired non-inferiority comparison needs: (z₁₋α + z₁₋β)²·Var(d)·DEFF / (δ + Δ)². */
export function casesNeeded(plan: PowerPlan): number {
  const { alpha = 0.05, power = 0.8, expected = 0, designEffect = 1 } = plan;
  const z = zQuantile(1 - alpha) + zQuantile(power);
  return Math.ceil((z * z * plan.variance * designEffect) / (plan.margin + expected) ** 2);
}

/** What a drop is estimated with. */
export interface Precision {
  readonly standardError: number;
  /** Those of the bounds, so that nothing smaller than the bounds reach is called visible; few clusters have few. */
  readonly degreesOfFreedom: number;
}

/** The smallest drop that is seen with the given power: (t₁₋α + t₁₋β)·SE, with the normal's quantiles in the limit. */
export function detectableDrop(
  { standardError, degreesOfFreedom }: Precision,
  alpha = 0.05,
  power = 0.8,
): number {
  const quantile = (share: number): number => studentQuantile(share, degreesOfFreedom);
  return (quantile(1 - alpha) + quantile(power)) * standardError;
}

/** Distinct cases without which even a perfect record cannot exclude a drop of `margin`: ln α / ln(1 − δ). */
export function eligibilityFloor(margin: number, alpha = 0.05): number {
  if (margin >= 1) return 1;
  return Math.ceil(Math.log(alpha) / Math.log1p(-margin));
}

/** How far `n` cases can see before anything is known but their discordance ψ. */
export function detectableByCount(n: number, discordance: number, alpha = 0.05): number {
  const standardError = Math.sqrt(discordance / n);
  return Math.min(1, detectableDrop({ standardError, degreesOfFreedom: n + 1 }, alpha)); // as two pseudo-cases add to n
}
