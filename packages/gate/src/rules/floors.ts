import type { BaselineCase, Finding, Minimum, SlicePolicy } from '@pawl/core';

import type { ArmCase } from '../arm.ts';
import type { CellView } from '../cell-view.ts';
import type { ClusterSum } from '../statistics/paired-bounds.ts';
import { shareInterval } from '../statistics/share-interval.ts';

/** Floors for each scorer that the policy names, over all cases and over named slices. */
export function floors(cell: CellView): Finding[] {
  const whole = Object.entries(cell.policy.minimum).flatMap(([scorer, minimum]) =>
    floor(cell, { scorer, minimum }),
  );
  const slices = Object.entries(cell.policy.slices).flatMap(([slice, { minimum }]) =>
    minimum === undefined ? [] : sliceFloors(cell, slice, minimum),
  );
  return [...whole, ...slices];
}

type SliceMinimum = NonNullable<SlicePolicy['minimum']>;

function sliceFloors(cell: CellView, slice: string, minimum: SliceMinimum): Finding[] {
  return Object.entries(byScorer(cell, minimum)).flatMap(([scorer, share]) =>
    floor(cell, { scorer, minimum: { share, on: 'mean' }, slice }),
  );
}

/** One number is the floor of every scorer that decides. */
function byScorer(
  { policy, set }: CellView,
  minimum: SliceMinimum,
): Readonly<Record<string, number>> {
  if (typeof minimum !== 'number') return minimum;
  const deciding = set.scorers.filter((one) => !one.advisory).map((one) => one.name);
  return Object.fromEntries((policy.primary ?? deciding).map((scorer) => [scorer, minimum]));
}

interface FloorQuestion {
  readonly scorer: string;
  readonly minimum: Minimum;
  readonly slice?: string;
}

/** A share that equals its floor but for the last bits is not below it. */
const rounding = 1e-12;

function floor(cell: CellView, question: FloorQuestion): Finding[] {
  const { scorer, minimum, slice } = question;
  const share = measured(cell, question);
  if (share === undefined) return unmeasured(cell, question);
  if (share >= minimum.share - rounding) return [];
  return [
    {
      level: 'fail',
      blocking: true,
      set: cell.set.name,
      target: cell.target.name,
      scorer,
      code: 'below-minimum',
      share,
      minimum: minimum.share,
      on: minimum.on,
      ...(slice === undefined ? {} : { slice }),
    },
  ];
}

/** A floor that nothing was held against holds nothing: it blocks where the set knows what it names, today or before. */
function unmeasured(cell: CellView, { scorer, slice }: FloorQuestion): Finding[] {
  const { header, cases } = cell.baseline ?? { cases: new Map<string, BaselineCase>() };
  const scored = cell.arm.scorers.has(scorer) || Object.hasOwn(header?.scorers ?? {}, scorer);
  const tagged = [...cell.arm.cases, ...cases.values()].some((one) => inSlice(one, slice));
  const planned = cell.set.cases.reduce((sum, stamp) => sum + stamp.trials, 0);
  const place = { set: cell.set.name, target: cell.target.name, scorer };
  const doubt = { level: 'doubt', blocking: scored && tagged } as const;
  const named = slice === undefined ? {} : { slice };
  return [{ ...place, ...doubt, code: 'nothing-to-judge', planned, ...named }];
}

function measured(cell: CellView, { scorer, minimum, slice }: FloorQuestion): number | undefined {
  const clusters = clusterSums(cell, scorer, slice);
  const level = 2 * cell.policy.confidence - 1;
  const estimate = shareInterval(clusters, { plain: false, level });
  return minimum.on === 'mean' ? estimate?.mean : estimate?.ends.low;
}

function clusterSums(cell: CellView, scorer: string, slice: string | undefined): ClusterSum[] {
  const sums = new Map<string, { size: number; sum: number }>();
  for (const one of cell.arm.cases) {
    const value = inSlice(one, slice) ? one.read(scorer, 1)?.mean : undefined;
    if (value === undefined) continue;
    const key = one.cluster === undefined ? `case ${one.id}` : `cluster ${one.cluster}`;
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { size: 1, sum: value });
    else Object.assign(known, { size: known.size + 1, sum: known.sum + value });
  }
  return [...sums.values()];
}

const inSlice = (one: Pick<ArmCase, 'tags'> | BaselineCase, slice: string | undefined): boolean =>
  slice === undefined || one.tags?.includes(slice) === true;
