import { count, counted, percent, signedPoints } from '../numbers.ts';
import { code, join, link, listNames, own, quote, say, type Phrase } from '../phrase.ts';
import type { Series } from './build-history.ts';
import type { MeasuredSeries } from './measure-all.ts';
import type { ReportView, Shift } from './report-view.ts';
import type { RunFacts } from './run-facts.ts';
import { tellJudges } from './tell-judges.ts';
import { dayText, momentOf } from './time.ts';
import { underpoweredSets } from './underpowered-sets.ts';

/** One sentence of the first screen. */
export interface Statement {
  readonly tone: 'worse' | 'better' | 'doubt' | 'note';
  readonly phrase: Phrase;
  /** The set it belongs to, where it belongs to one. */
  readonly set?: string;
}

/** What changed in the period, in sentences: what got worse first. */
export function tellPeriod(view: ReportView, all: readonly MeasuredSeries[]): readonly Statement[] {
  const told = [
    ...tellGuards(view),
    ...all.flatMap(tellShift),
    ...all.flatMap(tellFall),
    ...tellJudges(view),
    ...tellIncidents(view),
    ...tellUncompared(all),
    ...tellBlind(all),
    ...tellDrift(view, all),
    ...tellEnding(view),
  ];
  const order = ['worse', 'doubt', 'better', 'note'];
  return told.toSorted((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
}

const inPeriod = (view: ReportView, at: string): boolean =>
  momentOf(at) >= momentOf(view.since) && momentOf(at) <= momentOf(view.now);

function tellGuards(view: ReportView): Statement[] {
  const fired = new Map<string, RunFacts[]>();
  for (const run of view.history.runs) {
    if (!inPeriod(view, run.at)) continue;
    const incidents = new Set(run.verdict?.guards.map((guard) => guard.incident));
    for (const id of incidents) fired.set(id, [...(fired.get(id) ?? []), run]);
  }
  return [...fired].map(([id, runs]) => {
    const incident = view.incidents.find((one) => one.id === id);
    const title = incident === undefined ? own('') : say`: ${quote(incident.title)}`;
    const mended = isMended(view, id, runs.at(-1));
    const then = own(mended ? '; it was mended since' : '');
    const times = own(counted(runs.length, 'run'));
    return {
      tone: mended ? 'doubt' : 'worse',
      phrase: say`${link(id, incident?.url)} came back, and its guard caught it in ${times}${then}${title}`,
    };
  });
}

/** Whether a later judged run of the same set passed the guard. */
function isMended(view: ReportView, incident: string, run: RunFacts | undefined): boolean {
  const set = run?.verdict?.guards.find((guard) => guard.incident === incident)?.set;
  const later = view.history.runs.slice(view.history.runs.findIndex((one) => one === run) + 1);
  return later.some(
    (one) => one.verdict !== undefined && one.cells.some((cell) => cell.set === set),
  );
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

/** Courses of several runs of which no two could be read again: what is not compared is never called unchanged. */
function tellUncompared(all: readonly MeasuredSeries[]): Statement[] {
  const silent = all.filter(({ series, shift }) => shift === undefined && series.points.length > 1);
  if (silent.length === 0) return [];
  const names = silent
    .slice(0, 3)
    .map(({ series }) => say`${series.set} on ${code(series.target)}`);
  const more = silent.length > 3 ? own(`, and ${silent.length - 3} more`) : own('');
  return [
    {
      tone: 'doubt',
      phrase: say`Not compared, as the records of the runs are gone: ${join(names, ', ')}${more}`,
    },
  ];
}

/** What is said where no sentence of the period is left. */
export function tellNothing(all: readonly MeasuredSeries[]): Phrase {
  const compared = all.filter(({ shift }) => shift !== undefined).length;
  if (compared === 0) return own('Nothing could be compared yet: each set was run once');
  if (compared === all.length) return own('Nothing got worse and nothing waits');
  return own(
    `Nothing got worse and nothing waits; ${counted(all.length - compared, 'pair')} of set and target ran once and had nothing to be compared with`,
  );
}

/** A fall inside the period that the comparison of its ends does not show. */
function tellFall({ series, measures, fall }: MeasuredSeries): Statement[] {
  if (fall?.comparison.state !== 'regressed') return [];
  const at = series.points.find((point) => point.run.runId === fall.to);
  const now = measures.newest.score?.mean;
  const back = isBack(at?.score?.mean, now, fall);
  const day = own(dayText(at?.run.at ?? ''));
  const where = say`${series.set} on ${code(series.target)}`;
  const moved = tellMove(fall, now);
  return [
    {
      tone: back ? 'note' : 'worse',
      set: series.set,
      phrase: say`${where} fell on ${day}${own(back ? ' and came back' : '')}: ${moved}${tellLost(fall)}`,
    },
  ];
}

/** Whether the newest rate made up for the fall. */
function isBack(then: number | undefined, now: number | undefined, { comparison }: Shift): boolean {
  const lost = -(comparison.difference?.mid ?? 0);
  return then !== undefined && now !== undefined && now - then >= lost;
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
    phrase: say`New incident ${link(id, url)} (${own(severity)}): ${quote(title)}`,
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
      phrase: say`${own(cannot)} see a loss as small as the margin with a power of 80 %: ${join(sets, ', ')}${more}`,
    },
  ];
}

function tellDrift(view: ReportView, all: readonly MeasuredSeries[]): Statement[] {
  return all.flatMap(({ series }) => [
    ...tellServed(view, series),
    ...tellSilentDrift(view, series),
  ]);
}

function tellServed(view: ReportView, series: Series): Statement[] {
  return series.points.flatMap(({ run, changes }): Statement[] => {
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
  });
}

/** Other answers of the same configuration where the provider names the same model: the widest of the period. */
function tellSilentDrift(view: ReportView, series: Series): Statement[] {
  const found = series.points.flatMap(({ run, cell, changes }) => {
    const drift = changes.find((change) => change.kind === 'drift');
    const served = changes.some((change) => change.kind === 'served-model');
    if (drift === undefined || served || !inPeriod(view, run.at)) return [];
    return [{ ...drift, at: run.at, models: cell.servedModels }];
  });
  const [widest] = found.toSorted((a, b) => b.flipped / b.cases - a.flipped / a.cases);
  if (widest === undefined) return [];
  const { flipped, cases, at, models } = widest;
  const by = models.length === 0 ? own('') : say`, served by ${code(models.join(', '))} both times`;
  const more = found.length - 1;
  const again = more === 0 ? '' : `, and others in ${counted(more, 'more run')}`;
  return [
    {
      tone: 'note',
      set: series.set,
      phrase: say`${series.set} on ${code(series.target)}: the same configuration answered ${own(`${count(flipped)} of ${counted(cases, 'case')}`)} otherwise on ${own(dayText(at))}${by}${own(again)}`,
    },
  ];
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
