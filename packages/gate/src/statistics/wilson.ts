import { zQuantile } from './quantiles.ts';

/** The two ends of an interval. */
export interface Ends {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval (1927) for a share, two-sided at `level`; `n` may be an effective, fractional size.
 * Of nothing it is the whole scale.
 */
export function wilson(share: number, n: number, level = 0.95): Ends {
  if (n <= 0) return { low: 0, high: 1 };
  const z = zQuantile(1 - (1 - level) / 2);
  const shrink = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return {
    low: share === 0 ? 0 : Math.max(0, centre - half),
    high: share === 1 ? 1 : Math.min(1, centre + half),
  };
}
