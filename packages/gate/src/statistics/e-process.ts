import { betaCdf } from '../../vendor/distributions.js';

/**
 * How strongly flipped pairs speak for a drop, valid at any moment of looking: the e-value of π > ½ against π ≤ ½ with a
 * uniform prior on (½, 1], 2^(m+1)·B(b+1, c+1)·(1 − I_½(b+1, c+1)) (Ramdas et al. 2023). From 1/α on it is a failure.
 */
export function evidenceOfWorse(lost: number, gained: number): number {
  const flips = lost + gained;
  let logBeta = -Math.log(flips + 1);
  for (let i = 1; i <= gained; i += 1) logBeta -= Math.log((lost + i) / i);
  const above = 1 - betaCdf(0.5, lost + 1, gained + 1);
  return Math.exp((flips + 1) * Math.LN2 + logBeta) * above;
}
