import type { Comparison } from '@pawl/core';
import { casesNeeded, compareRuns } from '@pawl/gate';
import type { Series, Shift } from '@pawl/report/pages';

import type { Records } from './records.ts';

/** What the gate says of each series' moves in the period. */
export interface SeriesMoves {
  /** The newest run beside the last one before the period, else beside the first. */
  readonly shifts: readonly Shift[];
  /** The largest fall between two neighbouring runs of the period. */
  readonly falls: readonly Shift[];
}

/** Compares each series' ends and its worst step. */
export async function compareSeries(
  series: readonly Series[],
  records: Records,
  since: string,
): Promise<SeriesMoves> {
  const shifts: Shift[] = [];
  const falls: Shift[] = [];
  for (const one of series) {
    shifts.push(...(await compare(one, records, endsOf(one, since))));
    falls.push(...(await compare(one, records, worstStep(one, since))));
  }
  return { shifts, falls };
}

interface Pair {
  readonly from: string;
  readonly to: string;
}

function endsOf(series: Series, since: string): Pair | undefined {
  const newest = series.points.at(-1);
  const older = series.points.slice(0, -1);
  const reference = older.findLast(({ run }) => run.at < since) ?? older[0];
  if (newest === undefined || reference === undefined) return undefined;
  return { from: reference.run.runId, to: newest.run.runId };
}

/** The neighbours between which the rate fell most; nothing where it never fell below the margin. */
function worstStep({ points }: Series, since: string): Pair | undefined {
  const steps = points.flatMap((point, at) => {
    const before = points[at - 1];
    const [was, now] = [before?.score?.mean, point.score?.mean];
    const told = before !== undefined && was !== undefined && now !== undefined;
    if (!told || point.run.at < since || was - now <= point.cell.margin) return [];
    return [{ from: before.run.runId, to: point.run.runId, fall: was - now }];
  });
  return steps.toSorted((a, b) => b.fall - a.fall)[0];
}

async function compare(series: Series, records: Records, pair: Pair | undefined): Promise<Shift[]> {
  if (pair === undefined) return [];
  const { from, to } = pair;
  const [before, after] = [await records.record(from), await records.record(to)];
  if (before === undefined || after === undefined) return [];
  const { set, target, scorer } = series;
  const comparison = compareRuns({ record: before, target }, { record: after, target }).find(
    (one) => one.set === set && one.scorer === scorer,
  );
  if (comparison === undefined) return [];
  return [{ set, target, from, to, comparison, needed: neededBy(comparison) }];
}

/** Cases for a verdict at the margin with power 0.8, when pairs go on differing as these did. */
function neededBy({ standardError, pairs, margin, confidence }: Comparison): number {
  if (standardError === undefined || pairs === 0 || margin <= 0) return 0;
  return casesNeeded({ alpha: 1 - confidence, variance: standardError ** 2 * pairs, margin });
}
