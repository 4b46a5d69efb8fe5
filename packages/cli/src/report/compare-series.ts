import type { Comparison, RunRecord } from '@pawl/core';
import { casesNeeded, compareRuns } from '@pawl/gate';
import type { Point, Series, Shift } from '@pawl/report/pages';

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
    shifts.push(...(await firstComparable(one, records, endsOf(one, since))));
    falls.push(...(await firstComparable(one, records, worstSteps(one, since))));
  }
  return { shifts, falls };
}

interface Pair {
  readonly from: Point;
  readonly to: Point;
}

/** The newest point beside the last one before the period, else beside older ones, else beside the first of the period. */
function endsOf({ points }: Series, since: string): Pair[] {
  const to = points.at(-1);
  if (to === undefined) return [];
  const older = points.slice(0, -1);
  const before = older.filter(({ run }) => run.at < since).toReversed();
  const inside = older.filter(({ run }) => run.at >= since);
  return [...before, ...inside].map((from) => ({ from, to }));
}

/** The neighbours between which the rate fell by more than the margin, the deepest fall first. */
function worstSteps({ points }: Series, since: string): Pair[] {
  const steps = points.flatMap((to, at) => {
    const from = points[at - 1];
    const [was, now] = [from?.score?.mean, to.score?.mean];
    const told = from !== undefined && was !== undefined && now !== undefined;
    if (!told || to.run.at < since || was - now <= to.cell.margin) return [];
    return [{ from, to, fall: was - now }];
  });
  return steps.toSorted((a, b) => b.fall - a.fall);
}

/** The first pair of which both records can still be read. */
async function firstComparable(
  series: Series,
  records: Records,
  pairs: readonly Pair[],
): Promise<Shift[]> {
  for (const pair of pairs) {
    const shift = await compare(series, records, pair);
    if (shift !== undefined) return [shift];
  }
  return [];
}

async function compare(
  series: Series,
  records: Records,
  { from, to }: Pair,
): Promise<Shift | undefined> {
  const { set, target, scorer } = series;
  const before = await records.record(from.run.runId);
  const after = before === undefined ? undefined : await records.record(to.run.runId);
  if (before === undefined || after === undefined) return undefined;
  const comparison = compareRuns(
    { record: onlySet(before, from.cell.set, set), target },
    { record: onlySet(after, to.cell.set, set), target },
  ).find((one) => one.set === set && one.scorer === scorer);
  if (comparison === undefined) return undefined;
  const ends = { from: from.run.runId, to: to.run.runId };
  return { set, target, ...ends, comparison, forPower: forPower(comparison) };
}

/** The set alone, under the name that it has today. */
function onlySet(record: RunRecord, was: string, now: string): RunRecord {
  const sets = record.sets.filter(({ name }) => name === was);
  const cells = record.cells.filter(({ set }) => set === was);
  return {
    ...record,
    sets: sets.map((set) => ({ ...set, name: now })),
    cells: cells.map((cell) => ({ ...cell, set: now })),
  };
}

/** Cases for a verdict at the margin with power 0.8, when pairs go on differing as these did. */
function forPower({ standardError, pairs, margin, confidence }: Comparison): number {
  if (standardError === undefined || pairs === 0 || margin <= 0) return 0;
  return casesNeeded({ alpha: 1 - confidence, variance: standardError ** 2 * pairs, margin });
}
