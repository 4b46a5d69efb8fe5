import { joinRenamed, type Renaming } from './join-renamed.ts';
import type { CellFacts, RunFacts, ScorerFacts } from './run-facts.ts';
import { tellChanges, type Change } from './tell-changes.ts';
import { momentOf } from './time.ts';

/** Every run of every set on every target over time. */
export interface History {
  /** Oldest first; those whose clock cannot be right stand before all others, as nobody knows when they were. */
  readonly runs: readonly RunFacts[];
  readonly series: readonly Series[];
  /** Runs that could not be read, and why. */
  readonly skipped: readonly SkippedRun[];
  readonly renamings: readonly Renaming[];
  /** Runs whose clock contradicts itself or the present, in words. */
  readonly clockTroubles: readonly ClockTrouble[];
}

/** A run that is listed and left out. */
export interface SkippedRun {
  readonly runId: string;
  readonly why: string;
}

/** A run whose times cannot be right. */
export interface ClockTrouble {
  readonly runId: string;
  readonly how: 'ends-before-start' | 'in-the-future';
}

/** One set on one target over time. */
export interface Series {
  readonly set: string;
  readonly target: string;
  readonly owner: string;
  /** The scorer whose numbers stand for the set. */
  readonly scorer: string;
  /** Oldest first; never empty. */
  readonly points: readonly Point[];
}

/** One set on one target in one run, and what is different since the point before. */
export interface Point {
  readonly run: RunFacts;
  readonly cell: CellFacts;
  /** The numbers of the series' scorer; left out when this run had no such scorer. */
  readonly score?: ScorerFacts;
  readonly changes: readonly Change[];
}

/** What a history is made of. */
export interface HistoryInputs {
  readonly runs: readonly RunFacts[];
  readonly skipped?: readonly SkippedRun[];
  /** ISO date-time. */
  readonly now: string;
  /** Who keeps each set today, by its name; what is not named here is owned as its runs say. */
  readonly owners?: ReadonlyMap<string, string>;
}

/**
 * Joins runs to series. Runs of a chosen part of the cases, and those whose clock cannot be right, are listed and never
 * a point of a trend.
 */
export function buildHistory({ runs, skipped = [], now, owners }: HistoryInputs): History {
  const ordered = orderRuns(runs);
  const clockTroubles = ordered.flatMap((run) => clockTrouble(run, now));
  const untimed = new Set(clockTroubles.map(({ runId }) => runId));
  const timed = ordered.filter((run) => !untimed.has(run.runId));
  const whole = timed.filter((run) => run.partial !== true);
  const { renamings, nameOf } = joinRenamed(whole);
  const series = collectSeries(whole, nameOf).map((one) => {
    const owner = owners?.get(one.set);
    return owner === undefined ? one : { ...one, owner };
  });
  const known = [...ordered.filter((run) => untimed.has(run.runId)), ...timed];
  return { runs: known, series, skipped, renamings, clockTroubles };
}

/** By their start, then by their name; a run that is there twice counts once. */
function orderRuns(runs: readonly RunFacts[]): RunFacts[] {
  const byId = new Map(runs.map((run) => [run.runId, run]));
  return [...byId.values()].toSorted(
    (a, b) => momentOf(a.at) - momentOf(b.at) || (a.runId < b.runId ? -1 : 1),
  );
}

function collectSeries(
  runs: readonly RunFacts[],
  nameOf: (set: string) => string,
): readonly Series[] {
  const found = new Map<string, { readonly run: RunFacts; readonly cell: CellFacts }[]>();
  for (const run of runs) {
    for (const cell of run.cells) {
      if (cell.trials === 0) continue;
      const key = JSON.stringify([nameOf(cell.set), cell.target]);
      const known = found.get(key) ?? [];
      known.push({ run, cell });
      found.set(key, known);
    }
  }
  return [...found.values()]
    .flatMap((places) => toSeries(places, nameOf))
    .toSorted((a, b) => compareText(a.set, b.set) || compareText(a.target, b.target));
}

const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);

function toSeries(
  places: readonly { readonly run: RunFacts; readonly cell: CellFacts }[],
  nameOf: (set: string) => string,
): Series[] {
  const newest = places.at(-1);
  if (newest === undefined) return [];
  const scorer = leadingScorer(newest.cell);
  const points = places.map(({ run, cell }, at): Point => {
    const score = cell.scorers.find((one) => one.name === scorer);
    const before = places[at - 1];
    return {
      run,
      cell,
      ...(score === undefined ? {} : { score }),
      changes: before === undefined ? [] : tellChanges(before, { run, cell }, scorer),
    };
  });
  const { set, target } = newest.cell;
  const owner = places.findLast(({ cell }) => cell.owner !== '')?.cell.owner ?? '';
  return [{ set: nameOf(set), target, owner, scorer, points }];
}

function leadingScorer(cell: CellFacts): string {
  const deciding = cell.scorers.find((one) => one.deciding);
  return (deciding ?? cell.scorers[0])?.name ?? '';
}

/** Milliseconds by which a clock may be set right while a run goes on. */
const tolerance = 60_000;

function clockTrouble(run: RunFacts, now: string): ClockTrouble[] {
  const { runId, at, finishedAt } = run;
  if (finishedAt !== undefined && momentOf(finishedAt) < momentOf(at) - tolerance)
    return [{ runId, how: 'ends-before-start' }];
  return momentOf(at) > momentOf(now) + tolerance ? [{ runId, how: 'in-the-future' }] : [];
}
