import type { PairedTable } from './paired-table.ts';
import { zQuantile } from './quantiles.ts';
import type { Ends } from './wilson.ts';

/** Tango's score statistic (1998) for a true paired difference of `delta`, candidate − baseline. */
export function tangoScore(table: PairedTable, delta: number): number {
  const { lost: b, gained: c } = table;
  const n = table.bothPass + b + c + table.bothFail;
  const quadratic = 2 * n;
  const linear = -(b + c) + (2 * n - (c - b)) * delta;
  const constant = -b * delta * (1 - delta);
  const root = Math.sqrt(Math.max(0, linear * linear - 4 * quadratic * constant));
  const q = (root - linear) / (2 * quadratic);
  const variance = n * (2 * q + delta * (1 - delta));
  const distance = c - b - n * delta;
  if (variance <= 0) return distance === 0 ? 0 : Math.sign(distance) * Number.MAX_VALUE;
  return distance / Math.sqrt(variance);
}

/** Tango's interval: every difference that his score does not reject, two-sided at `level`. */
export function tangoInterval(table: PairedTable, level = 0.95): Ends {
  const z = zQuantile(1 - (1 - level) / 2);
  return { low: solve(table, z), high: solve(table, -z) };
}

/** Where the falling score crosses `target`, by bisection to the last bit that matters. */
function solve(table: PairedTable, target: number): number {
  let low = -1;
  let high = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (tangoScore(table, middle) > target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
