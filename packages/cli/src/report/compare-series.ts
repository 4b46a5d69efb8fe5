import type { Comparison } from '@pawl/core';
import { casesNeeded, compareRuns } from '@pawl/gate';
import type { Series, Shift } from '@pawl/report/pages';

import type { Records } from './records.ts';

/** Each series' newest run beside the last one before the period, else beside its first. */
export async function compareSeries(
  series: readonly Series[],
  records: Records,
  since: string,
): Promise<readonly Shift[]> {
  const shifts: Shift[] = [];
  for (const one of series) {
    const shift = await compareOne(one, records, since);
    if (shift !== undefined) shifts.push(shift);
  }
  return shifts;
}

async function compareOne(
  series: Series,
  records: Records,
  since: string,
): Promise<Shift | undefined> {
  const newest = series.points.at(-1);
  const older = series.points.slice(0, -1);
  const reference = older.findLast(({ run }) => run.at < since) ?? older[0];
  if (newest === undefined || reference === undefined) return undefined;
  const [from, to] = [reference.run.runId, newest.run.runId];
  const [before, after] = [await records.record(from), await records.record(to)];
  if (before === undefined || after === undefined) return undefined;
  const { set, target, scorer } = series;
  const comparison = compareRuns({ record: before, target }, { record: after, target }).find(
    (one) => one.set === set && one.scorer === scorer,
  );
  if (comparison === undefined) return undefined;
  return { set, target, from, to, comparison, needed: neededBy(comparison) };
}

/** Cases for a verdict at the margin with power 0.8, when pairs go on differing as these did. */
function neededBy({ standardError, pairs, margin, confidence }: Comparison): number {
  if (standardError === undefined || pairs === 0 || margin <= 0) return 0;
  return casesNeeded({ alpha: 1 - confidence, variance: standardError ** 2 * pairs, margin });
}
