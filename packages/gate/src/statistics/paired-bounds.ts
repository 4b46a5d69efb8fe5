import { tCdf } from '../../vendor/distributions.js';
import { studentQuantile } from './quantiles.ts';
import { sum } from './sum.ts';

/** The paired mean difference with its one-sided bounds. */
export interface PairedBounds {
  /** Mean of the differences with the two pseudo-cases, which the bounds surround. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  /** One-sided p-value for a drop. */
  readonly pWorse: number;
}

/** Sums of one cluster of differences: all that the interval needs to know about it. */
export interface ClusterSum {
  readonly size: number;
  readonly sum: number;
}

/**
 * One-sided bounds of a paired, clustered mean difference: two pseudo-cases +1 and −1 (Bonett & Price 2012, generalised),
 * CR2 variance and Satterthwaite degrees of freedom (Bell & McCaffrey 2002) in their closed form for a mean.
 * `undefined` where it cannot be estimated: fewer than two clusters.
 */
export function pairedBounds(
  clusters: readonly ClusterSum[],
  alpha: number,
): PairedBounds | undefined {
  if (clusters.length < 2) return undefined;
  const spread = clusterSpread([...clusters, { size: 1, sum: 1 }, { size: 1, sum: -1 }]);
  const quantile = studentQuantile(1 - alpha, spread.degreesOfFreedom);
  return {
    ...spread,
    low: Math.max(-1, spread.mean - quantile * spread.standardError), // no mean of shares lies beyond
    high: Math.min(1, spread.mean + quantile * spread.standardError),
    pWorse: tCdf(spread.mean / spread.standardError, spread.degreesOfFreedom),
  };
}

function clusterSpread(
  clusters: readonly ClusterSum[],
): Pick<PairedBounds, 'mean' | 'standardError' | 'degreesOfFreedom'> {
  let count = 0;
  for (const cluster of clusters) count += cluster.size;
  const mean = sum(clusters.map((cluster) => cluster.sum)) / count;
  let squares = 0;
  let sizes = 0;
  let weights = 0;
  let weightSquares = 0;
  for (const { size, sum: total } of clusters) {
    const leverage = 1 - size / count;
    const residual = total - size * mean;
    const weight = (size * size) / leverage;
    squares += (residual * residual) / leverage;
    sizes += size * size;
    weights += weight;
    weightSquares += weight * weight;
  }
  const degreesOfFreedom =
    count ** -2 / (sizes / count ** 4 + (weights * weights - weightSquares) / count ** 6);
  return { mean, standardError: Math.sqrt(squares) / count, degreesOfFreedom };
}
