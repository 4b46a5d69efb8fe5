import { zQuantile } from './quantiles.ts';
import { wilson } from './wilson.ts';

/** Agreement of two raters beyond chance. */
export interface Kappa {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly agreement: number;
}

/**
 * Cohen's kappa (1960) of a square table (rows: the scorer, columns: people) with the large-sample interval of Fleiss,
 * Cohen & Everitt (1969), two-sided at `level`. Where that has no width (all rows agree, or none does), the end comes from
 * Wilson's interval of the agreement, at the same agreement by chance: a sample without an error does not exclude one. `undefined` where it is not defined: no rows, or agreement by chance is 1.
 */
export function cohenKappa(table: readonly (readonly number[])[], level = 0.95): Kappa | undefined {
  const n = table.flat().reduce((total, count) => total + count, 0);
  if (n === 0) return undefined;
  const rows = table.map((row) => row.reduce((total, count) => total + count, 0) / n);
  const columns = table.map((_, at) => table.reduce((total, row) => total + (row[at] ?? 0), 0) / n);
  const agreement = table.reduce((total, row, at) => total + (row[at] ?? 0), 0) / n;
  const chance = rows.reduce((total, share, at) => total + share * (columns[at] ?? 0), 0);
  if (chance >= 1) return undefined;
  const value = (agreement - chance) / (1 - chance);
  const variance = kappaVariance({ table, n, rows, columns, value, chance });
  if (variance < 1e-12) return { value, agreement, ...wilsonEnds({ agreement, chance, n, level }) };
  const half = zQuantile(1 - (1 - level) / 2) * Math.sqrt(variance);
  return { value, agreement, low: Math.max(-1, value - half), high: Math.min(1, value + half) };
}

function wilsonEnds(known: {
  readonly agreement: number;
  readonly chance: number;
  readonly n: number;
  readonly level: number;
}): { readonly low: number; readonly high: number } {
  const { agreement, chance, n, level } = known;
  const { low, high } = wilson(agreement, n, level);
  const beyond = (share: number): number => (share - chance) / (1 - chance);
  return { low: Math.max(-1, beyond(low)), high: Math.min(1, beyond(high)) };
}

interface KappaParts {
  readonly table: readonly (readonly number[])[];
  readonly n: number;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly value: number;
  readonly chance: number;
}

function kappaVariance({ table, n, rows, columns, value, chance }: KappaParts): number {
  let same = 0;
  let other = 0;
  for (const [i, row] of table.entries()) {
    for (const [j, count] of row.entries()) {
      const share = count / n;
      if (i === j) same += share * (1 - ((rows[i] ?? 0) + (columns[i] ?? 0)) * (1 - value)) ** 2;
      else other += share * ((columns[i] ?? 0) + (rows[j] ?? 0)) ** 2;
    }
  }
  const bracket = same + (1 - value) ** 2 * other - (value - chance * (1 - value)) ** 2;
  return Math.max(0, bracket) / (n * (1 - chance) ** 2);
}
