import type { ClusterSum } from './paired-bounds.ts';

/** A mean with its cluster-robust variance. */
export interface ClusteredMean {
  readonly mean: number;
  readonly n: number;
  readonly clusters: number;
  /** CR2 variance of the mean; left out for fewer than two clusters. */
  readonly variance?: number;
}

/**
 * The mean of clustered values and its variance (1/N²)·Σ e_g²/(1 − m_g/N): CR2 of Bell & McCaffrey (2002) in its closed
 * form for a mean; s²/N when every cluster is one case.
 */
export function clusteredMean(clusters: readonly ClusterSum[]): ClusteredMean | undefined {
  let n = 0;
  let total = 0;
  for (const cluster of clusters) {
    n += cluster.size;
    total += cluster.sum;
  }
  if (n === 0) return undefined;
  const mean = total / n;
  const about = { mean, n, clusters: clusters.length };
  if (clusters.length < 2) return about;
  let squares = 0;
  for (const { size, sum } of clusters) squares += (sum - size * mean) ** 2 / (1 - size / n);
  return { ...about, variance: squares / (n * n) };
}

/**
 * Standard error of a mean over clusters: Miller's (arXiv 2411.00640, eq. 4) with the small-sample factor of CR2, which is
 * G/(G − 1) when all G clusters are of one size.
 */
export function clusterStandardError(clusters: readonly ClusterSum[]): number | undefined {
  const variance = clusteredMean(clusters)?.variance;
  return variance === undefined ? undefined : Math.sqrt(variance);
}
