import { betaQuantile } from '../../vendor/distributions.js';
import type { Ends } from './wilson.ts';

/** The interval of Jeffreys' posterior Beta(½ + x, ½ + n − x) (Brown, Cai & DasGupta 2001), two-sided at `level`. */
export function jeffreys(successes: number, n: number, level = 0.95): Ends {
  const tail = (1 - level) / 2;
  const alpha = successes + 0.5;
  const beta = n - successes + 0.5;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, alpha, beta),
    high: successes === n ? 1 : betaQuantile(1 - tail, alpha, beta),
  };
}
