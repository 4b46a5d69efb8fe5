import { seededRandom } from './random.ts';
import type { Ends } from './wilson.ts';

/** How a bootstrap draws. */
export interface BootstrapOptions {
  readonly seed: number;
  readonly level?: number;
  readonly draws?: number;
}

/**
 * Percentile bootstrap (Efron 1979) of a statistic of paired rows, two-sided at `level`; the same seed gives the same ends.
 * `undefined` for fewer than two rows, of which nothing can be learned about spread.
 */
export function bootstrapInterval<Row>(
  rows: readonly Row[],
  statistic: (drawn: readonly Row[]) => number,
  options: BootstrapOptions,
): Ends | undefined {
  if (rows.length < 2) return undefined;
  const { seed, level = 0.95, draws = 1000 } = options;
  const random = seededRandom(seed);
  const values = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = rows.flatMap(() => {
      const row = rows[Math.floor(random() * rows.length)];
      return row === undefined ? [] : [row];
    });
    values[draw] = statistic(drawn);
  }
  const sorted = values.toSorted();
  const tail = (1 - level) / 2;
  return { low: quantileOf(sorted, tail), high: quantileOf(sorted, 1 - tail) };
}

/** The quantile of sorted values with linear interpolation (Hyndman & Fan 1996, type 7). */
function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
