import { binomialCdf } from '../../vendor/distributions.js';

/** McNemar's test on pairs that flipped. */
export interface McNemar {
  /** Two-sided exact p-value. */
  readonly exactP: number;
  /** Two-sided mid-p value. */
  readonly midP: number;
  /** One-sided exact p-value for more lost than gained. */
  readonly worseP: number;
  readonly worseMidP: number;
}

/** McNemar's exact and mid-p values (Fagerland, Lydersen & Laake 2013) for `lost` and `gained` pairs. */
export function mcnemar(lost: number, gained: number): McNemar {
  const flips = lost + gained;
  if (flips === 0) return { exactP: 1, midP: 1, worseP: 1, worseMidP: 1 };
  const smaller = Math.min(lost, gained);
  const tail = binomialCdf(smaller, flips, 0.5);
  const at = (k: number): number => binomialCdf(k, flips, 0.5) - below(k, flips);
  const worseP = binomialCdf(gained, flips, 0.5);
  return {
    exactP: Math.min(1, 2 * tail),
    midP: lost === gained ? 1 : 2 * tail - at(smaller),
    worseP,
    worseMidP: worseP - at(gained) / 2,
  };
}

const below = (k: number, flips: number): number => (k === 0 ? 0 : binomialCdf(k - 1, flips, 0.5));
