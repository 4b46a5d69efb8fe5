/** How often each item occurs. */
export type Counts = ReadonlyMap<string, number>;

/** Counts items. */
export function countItems(items: Iterable<string>): Counts {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** Counts the sequences of `n` neighbours. */
export function countNgrams(tokens: readonly string[], n: number, glue = '\u0000'): Counts {
  const counts = new Map<string, number>();
  for (let at = 0; at + n <= tokens.length; at += 1) {
    const gram = n === 1 ? (tokens[at] ?? '') : tokens.slice(at, at + n).join(glue);
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

/** How many items two counts share, each as often as it is in both. */
export function sharedCount(a: Counts, b: Counts): number {
  let shared = 0;
  for (const [item, count] of a) shared += Math.min(count, b.get(item) ?? 0);
  return shared;
}

/** For each item the larger count. */
export function mergeCounts(all: readonly Counts[]): Counts {
  const merged = new Map<string, number>();
  for (const counts of all) {
    for (const [item, count] of counts) merged.set(item, Math.max(count, merged.get(item) ?? 0));
  }
  return merged;
}
