/**
 * The allowed word nearest to what was written, when it is near enough to be a slip
 * (Damerau–Levenshtein distance of at most a third of its length, or a shared prefix).
 */
export function nearestWord(written: string, allowed: Iterable<string>): string | undefined {
  const asked = written.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(Math.max(asked.length, 3) / 3)) + 1;
  for (const word of allowed) {
    const distance = editDistance(asked, word.toLowerCase());
    if (distance < bestDistance) {
      best = word;
      bestDistance = distance;
    }
  }
  return best;
}

/** Optimal string alignment distance, with two rolling rows. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1)
      row.push(cheapestStep({ a, b, i, j, row, last, beforeLast }));
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? Math.max(a.length, b.length);
}

interface Step {
  readonly a: string;
  readonly b: string;
  readonly i: number;
  readonly j: number;
  readonly row: readonly number[];
  readonly last: readonly number[];
  readonly beforeLast: readonly number[];
}

function cheapestStep({ a, b, i, j, row, last, beforeLast }: Step): number {
  const same = a[i - 1] === b[j - 1] ? 0 : 1;
  const cost = Math.min((last[j] ?? i) + 1, (row[j - 1] ?? j) + 1, (last[j - 1] ?? 0) + same);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(cost, (beforeLast[j - 2] ?? 0) + 1) : cost;
}
