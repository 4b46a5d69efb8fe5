import { count, counted, percent, signedPoints } from '../numbers.ts';
import { code, join, link, listNames, own, say, type Phrase } from '../phrase.ts';
import type { Series } from './build-history.ts';
import { measureSeries, type SeriesMeasures } from './measure-series.ts';
import type { ReportView, Shift } from './report-view.ts';
import { momentOf } from './time.ts';

/** One sentence of the first screen. */
export interface Statement {
  readonly tone: 'worse' | 'better' | 'doubt' | 'note';
  readonly phrase: Phrase;
  /** The set it belongs to, where it belongs to one. */
  readonly set?: string;
}

/** A series with its measures and its shift. */
export interface MeasuredSeries {
  readonly series: Series;
  readonly measures: SeriesMeasures;
  readonly shift?: Shift;
}

/** Every series of a view, measured. */
export function measureAll(
  view: Pick<ReportView, 'history' | 'shifts' | 'now'>,
): readonly MeasuredSeries[] {
  return view.history.series.flatMap((series) => {
    const measures = measureSeries(series, view.now);
    if (measures === undefined) return [];
    const shift = view.shifts.find((one) => one.set === series.set && one.target === series.target);
    return [{ series, measures, ...(shift === undefined ? {} : { shift }) }];
  });
}

/** What changed in the period, in sentences: what got worse first. */
export function tellPeriod(view: ReportView, all: readonly MeasuredSeries[]): readonly Statement[] {
  const told = [
    ...tellGuards(view),
    ...all.flatMap(tellShift),
    ...tellIncidents(view),
    ...tellBlind(all),
    ...tellDrift(view, all),
    ...tellEnding(view),
  ];
  const order = ['worse', 'doubt', 'better', 'note'];
  return told.toSorted((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
}

const inPeriod = (view: ReportView, at: string): boolean => momentOf(at) >= momentOf(view.since);

function tellGuards(view: ReportView): Statement[] {
  const fired = new Map<string, number>();
  for (const run of view.history.runs) {
    if (!inPeriod(view, run.at)) continue;
    const incidents = new Set(run.verdict?.guards.map((guard) => guard.incident));
    for (const id of incidents) fired.set(id, (fired.get(id) ?? 0) + 1);
  }
  return [...fired].map(([id, runs]) => {
    const incident = view.incidents.find((one) => one.id === id);
    const title = incident === undefined ? own('') : say`, ${incident.title},`;
    return {
      tone: 'worse',
      phrase: say`${link(id, incident?.url)}${title} came back: its guard failed in ${own(counted(runs, 'run'))} and held the merge`,
    };
  });
}

function tellShift({ series, measures, shift }: MeasuredSeries): Statement[] {
  if (shift === undefined) return [];
  const { comparison } = shift;
  const where = say`${series.set} on ${code(series.target)}`;
  const set = series.set;
  if (comparison.state === 'not-comparable')
    return [
      {
        tone: 'doubt',
        set,
        phrase: say`${where}: not comparable with the run before the period; it was measured with another ruler`,
      },
    ];
  const moved = tellMove(shift, measures.newest.score?.mean);
  if (comparison.state === 'regressed')
    return [{ tone: 'worse', set, phrase: say`${where} is worse: ${moved}${tellLost(shift)}` }];
  if (comparison.state === 'improved')
    return [{ tone: 'better', set, phrase: say`${where} is better: ${moved}` }];
  const isDown = comparison.state === 'unsure' && (comparison.difference?.mid ?? 0) < 0;
  return isDown
    ? [{ tone: 'doubt', set, phrase: say`${where} may be worse: ${moved}; the set cannot tell` }]
    : [];
}

function tellMove({ comparison }: Shift, now: number | undefined): Phrase {
  const { difference } = comparison;
  if (difference === undefined) return own('the difference cannot be estimated');
  const rate = now === undefined ? '' : `, now ${percent(now)}`;
  return own(
    `${signedPoints(difference.mid)} points (${signedPoints(difference.low)} to ${signedPoints(difference.high)})${rate}`,
  );
}

function tellLost({ comparison }: Shift): Phrase {
  if (comparison.lostCases.length === 0) return own('');
  return say`; lost ${listNames(comparison.lostCases, 3)}`;
}

function tellIncidents(view: ReportView): Statement[] {
  const fresh = view.incidents.filter(
    ({ occurred }) => occurred !== undefined && inPeriod(view, occurred),
  );
  const bare = view.incidents.filter(
    ({ guards }) => !guards.some((guard) => guard.state === 'proven'),
  );
  const statements: Statement[] = fresh.map(({ id, title, severity, url }) => ({
    tone: 'note',
    phrase: say`New incident ${link(id, url)} (${own(severity)}): ${title}`,
  }));
  if (bare.length === 0) return statements;
  const names = listNames(
    bare.map(({ id }) => id),
    3,
  );
  const verb = bare.length === 1 ? 'incident has' : 'incidents have';
  return [
    ...statements,
    {
      tone: 'doubt',
      phrase: say`${own(count(bare.length))} ${own(verb)} no proven guard: ${names}`,
    },
  ];
}

/** Sets that are too small for the margin they declare. */
function tellBlind(all: readonly MeasuredSeries[]): Statement[] {
  const lacks = underpoweredSets(all);
  if (lacks.length === 0) return [];
  const sets = lacks
    .slice(0, 3)
    .map(({ set, lacking }) => say`${code(set)} lacks ${own(counted(lacking, 'case'))}`);
  const more = lacks.length > 3 ? own(`, and ${lacks.length - 3} more`) : own('');
  const cannot = lacks.length === 1 ? 'One set cannot' : `${lacks.length} sets cannot`;
  return [
    {
      tone: 'doubt',
      phrase: say`${own(cannot)} see a loss as small as the margin: ${join(sets, ', ')}${more}`,
    },
  ];
}

/** A set that lacks cases for its own margin. */
export interface BlindSet {
  readonly set: string;
  readonly cases: number;
  readonly needed: number;
  readonly lacking: number;
  readonly margin: number;
}

/** Sets with fewer cases than their margin needs, the one that lacks most first. */
export function underpoweredSets(all: readonly MeasuredSeries[]): readonly BlindSet[] {
  const found = new Map<string, BlindSet>();
  for (const { series, measures, shift } of all) {
    const { cell } = measures.newest;
    const cases = cell.cases.length;
    const needed = Math.max(cell.floor, shift?.needed ?? 0);
    const known = found.get(series.set);
    if (needed <= cases || (known !== undefined && known.needed >= needed)) continue;
    found.set(series.set, {
      set: series.set,
      cases,
      needed,
      lacking: needed - cases,
      margin: cell.margin,
    });
  }
  return [...found.values()].toSorted((a, b) => b.lacking - a.lacking);
}

function tellDrift(view: ReportView, all: readonly MeasuredSeries[]): Statement[] {
  return all.flatMap(({ series }) =>
    series.points.flatMap(({ run, changes }): Statement[] => {
      const served = changes.find((change) => change.kind === 'served-model');
      if (served === undefined || !inPeriod(view, run.at)) return [];
      const drift = changes.find((change) => change.kind === 'drift');
      const answers =
        drift === undefined
          ? own('')
          : own(`; ${counted(drift.flipped, 'case')} of ${count(drift.cases)} answered otherwise`);
      return [
        {
          tone: 'note',
          set: series.set,
          phrase: say`The provider served another model to ${code(series.target)}: ${code(served.was)}, then ${code(served.now)}${answers}`,
        },
      ];
    }),
  );
}

/** Waivers that end within two weeks or have ended. */
function tellEnding(view: ReportView): Statement[] {
  const soon = momentOf(view.now) + 14 * 86_400_000;
  const ending = view.waivers.filter(({ until }) => momentOf(until) <= soon);
  if (ending.length === 0) return [];
  const what = ending.length === 1 ? 'waiver ends' : 'waivers end';
  const names = listNames(
    ending.map(({ file }) => file),
    3,
  );
  return [
    {
      tone: 'doubt',
      phrase: say`${own(count(ending.length))} ${own(what)} within two weeks: ${names}`,
    },
  ];
}
