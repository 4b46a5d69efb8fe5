/** The middle and the 95th percentile of durations in milliseconds (nearest rank); `undefined` of none. */
export function latencyPercentiles(
  durations: readonly number[],
): { readonly p50: number; readonly p95: number } | undefined {
  if (durations.length === 0) return undefined;
  const sorted = Float64Array.from(durations).toSorted();
  return { p50: nearestRank(sorted, 0.5), p95: nearestRank(sorted, 0.95) };
}

/** The smallest value that at least `share` of the sorted values do not exceed. */
export function nearestRank(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
