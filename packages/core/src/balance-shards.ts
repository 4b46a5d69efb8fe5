/**
 * Which shard (from 1) each piece of work belongs to: the heaviest first, always to the shard that has
 * least so far (longest processing time first; Graham 1969). Unknown weights count as the median.
 */
export function balanceShards(
  weights: readonly (number | undefined)[],
  count: number,
): Uint16Array {
  const usual = medianOf(weights.filter((weight) => weight !== undefined));
  const known = weights.map((weight) => weight ?? usual);
  const order = known
    .map((_, index) => index)
    .toSorted((a, b) => (known[b] ?? 0) - (known[a] ?? 0) || a - b);
  const loads = Array.from({ length: count }, () => 0);
  const shards = new Uint16Array(weights.length);
  for (const index of order) {
    const least = loads.indexOf(Math.min(...loads));
    shards[index] = least + 1;
    // a weight of nothing would pile everything onto one shard
    loads[least] = (loads[least] ?? 0) + Math.max(known[index] ?? 0, Number.EPSILON);
  }
  return shards;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
