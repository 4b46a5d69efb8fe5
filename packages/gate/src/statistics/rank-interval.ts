import { binomialCdf } from '../../vendor/distributions.js';
import type { Ends } from './wilson.ts';

/**
 * Distribution-free interval of a percentile from order statistics (David & Nagaraja 2003, section 7.1), two-sided at
 * `level` or more. Where the sample is too small to bound it, the low end is 0 and the high end its largest value.
 */
export function percentileInterval(
  values: readonly number[],
  share: number,
  level = 0.95,
): Ends | undefined {
  const n = values.length;
  if (n === 0) return undefined;
  const sorted = Float64Array.from(values).toSorted();
  const tail = (1 - level) / 2;
  const lowRank = largestRank(n, share, tail);
  const highRank = smallestRank(n, share, 1 - tail);
  return {
    low: lowRank < 1 ? 0 : (sorted[lowRank - 1] ?? 0),
    high: sorted[Math.min(highRank, n) - 1] ?? 0,
  };
}

/** The largest rank r with P(fewer than r values lie below the percentile) ≤ tail. */
function largestRank(n: number, share: number, tail: number): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (binomialCdf(middle - 1, n, share) <= tail) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The smallest rank s with P(fewer than s values lie below the percentile) ≥ 1 − tail; n + 1 when there is none. */
function smallestRank(n: number, share: number, enough: number): number {
  let low = 1;
  let high = n + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialCdf(middle - 1, n, share) >= enough) high = middle;
    else low = middle + 1;
  }
  return low;
}
