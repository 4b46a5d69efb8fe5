import type { Series } from './build-history.ts';
import type { MeasuredSeries } from './measure-all.ts';
import type { SeriesMeasures } from './measure-series.ts';
import type { Shift } from './report-view.ts';

/** A set that lacks cases for its own margin. */
export interface BlindSet {
  readonly set: string;
  readonly cases: number;
  /** Distinct cases without which nothing can be said at the margin: what the verdict and `validate` call needed. */
  readonly needed: number;
  /** Distinct cases for a power of 80 %; left out where nothing was compared yet. */
  readonly forPower?: number;
  readonly lacking: number;
  readonly margin: number;
}

/** Sets with fewer cases than their margin asks for, the one that lacks most first. */
export function underpoweredSets(all: readonly MeasuredSeries[]): readonly BlindSet[] {
  const found = new Map<string, BlindSet>();
  for (const { series, measures, shift } of all) {
    const blind = blindSet(series, measures, shift);
    const known = found.get(series.set);
    if (blind.lacking <= 0 || (known !== undefined && known.lacking >= blind.lacking)) continue;
    found.set(series.set, blind);
  }
  return [...found.values()].toSorted((a, b) => b.lacking - a.lacking);
}

function blindSet(series: Series, { newest }: SeriesMeasures, shift: Shift | undefined): BlindSet {
  const { cell } = newest;
  const cases = cell.cases.length;
  const forPower = shift?.forPower ?? 0;
  return {
    set: series.set,
    cases,
    needed: cell.floor,
    ...(forPower === 0 ? {} : { forPower }),
    lacking: Math.max(cell.floor, forPower) - cases,
    margin: cell.margin,
  };
}
