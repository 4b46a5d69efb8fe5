import type { Series } from './build-history.ts';
import { measureSeries, type SeriesMeasures } from './measure-series.ts';
import type { ReportView, Shift } from './report-view.ts';

/** A series with its measures and its shift. */
export interface MeasuredSeries {
  readonly series: Series;
  readonly measures: SeriesMeasures;
  readonly shift?: Shift;
  /** The largest fall from one run to the next in the period, where the shift hides it. */
  readonly fall?: Shift;
}

/** Every series of a view, measured. */
export function measureAll(
  view: Pick<ReportView, 'history' | 'shifts' | 'falls' | 'now'>,
): readonly MeasuredSeries[] {
  return view.history.series.flatMap((series) => {
    const measures = measureSeries(series, view.now);
    if (measures === undefined) return [];
    const isHere = (one: Shift): boolean => one.set === series.set && one.target === series.target;
    const [shift, fall] = [view.shifts.find(isHere), view.falls.find(isHere)];
    return [
      {
        series,
        measures,
        ...(shift === undefined ? {} : { shift }),
        ...(fall === undefined || shift?.comparison.state === 'regressed' ? {} : { fall }),
      },
    ];
  });
}
