import { normalQuantile, tQuantile } from '../../vendor/distributions.js';

/** The standard normal's quantile, for example 1.645 at 0.95. */
export function zQuantile(share: number): number {
  return normalQuantile(share, 0, 1);
}

/** Student's t quantile for real degrees of freedom, through the incomplete beta function. */
export function studentQuantile(share: number, degreesOfFreedom: number): number {
  return tQuantile(share, degreesOfFreedom);
}
