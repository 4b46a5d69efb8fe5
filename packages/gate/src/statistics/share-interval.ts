import { clusteredMean, type ClusteredMean } from './clustered-mean.ts';
import type { ClusterSum } from './paired-bounds.ts';
import { wilson, type Ends } from './wilson.ts';

/** A mean of values from 0 to 1 between the ends of its interval. */
export interface ShareEstimate {
  readonly mean: number;
  readonly ends: Ends;
  readonly effective: number;
}

/**
 * A bounded interval for a mean of values from 0 to 1: Wilson's at the effective size p(1−p)/V of Korn & Graubard (1998),
 * capped at the number of cases, or of clusters while no variance is known. For single binary trials without clusters it
 * is Wilson's own; for graded or repeated scores V is the cluster-robust variance of the case means. Never of zero width.
 */
export function shareInterval(
  clusters: readonly ClusterSum[],
  options: { readonly plain: boolean; readonly level?: number },
): ShareEstimate | undefined {
  const all = clusteredMean(clusters);
  if (all === undefined) return undefined;
  const share = Math.min(1, Math.max(0, all.mean));
  const effective = options.plain ? all.n : effectiveSize(all, share);
  return { mean: all.mean, ends: wilson(share, effective, options.level), effective };
}

function effectiveSize(all: ClusteredMean, share: number): number {
  const unknown = all.variance === undefined || all.variance <= 0;
  if (unknown) return all.clusters;
  return Math.min(all.n, (share * (1 - share)) / all.variance);
}
