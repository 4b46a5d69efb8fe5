import type { PairedTable } from './paired-table.ts';
import { wilson, type Ends } from './wilson.ts';

/** Newcombe's interval for a paired difference of shares (1998, method 10), candidate − baseline, two-sided at `level`. */
export function newcombePaired(table: PairedTable, level = 0.95): Ends {
  const { bothPass: a, lost: b, gained: c, bothFail: d } = table;
  const n = a + b + c + d;
  const now = (a + c) / n;
  const before = (a + b) / n;
  const nowEnds = wilson(now, n, level);
  const beforeEnds = wilson(before, n, level);
  const phi = correlation(table);
  const half = (left: number, right: number): number =>
    Math.sqrt(Math.max(0, left * left - 2 * phi * left * right + right * right));
  return {
    low: now - before - half(now - nowEnds.low, beforeEnds.high - before),
    high: now - before + half(nowEnds.high - now, before - beforeEnds.low),
  };
}

/** Newcombe's φ with its continuity correction; 0 when a margin is empty. */
function correlation({ bothPass: a, lost: b, gained: c, bothFail: d }: PairedTable): number {
  const product = (a + b) * (c + d) * (a + c) * (b + d);
  if (product === 0) return 0;
  const cross = a * d - b * c;
  const corrected = cross > 0 ? Math.max(cross - (a + b + c + d) / 2, 0) : cross;
  return corrected / Math.sqrt(product);
}
