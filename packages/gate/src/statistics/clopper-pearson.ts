import { betaQuantile } from '../../vendor/distributions.js';
import type { Ends } from './wilson.ts';

/** The exact interval of Clopper & Pearson (1934) for `successes` of `n`, two-sided at `level`. */
export function clopperPearson(successes: number, n: number, level = 0.95): Ends {
  if (n <= 0) return { low: 0, high: 1 };
  const tail = (1 - level) / 2;
  return {
    low: successes <= 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    high: successes >= n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
  };
}
