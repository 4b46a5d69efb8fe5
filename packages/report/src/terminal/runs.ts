import type { Outcome } from '@pawl/core';

import { count, counted, percent, usd } from '../numbers.ts';
import { say } from '../phrase.ts';
import type { Canvas, Colour, Paint } from './canvas.ts';
import { drawSparkline } from './interval-strip.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';
import { layOutTable, nothing, type Cell } from './table.ts';

/** One run of the history. */
export interface RunRow {
  readonly runId: string;
  /** ISO date-time. */
  readonly at: string;
  readonly commit?: string;
  readonly dirty?: boolean;
  readonly sets: readonly string[];
  readonly targets: readonly string[];
  readonly planned: number;
  readonly faulted: number;
  readonly outcome: 'complete' | 'incomplete';
  readonly verdict?: Outcome;
  /** Mean of its cells, from 0 to 1. */
  readonly mean?: number;
  /** US dollars. */
  readonly cost?: number;
}

/** The values of one scorer over the runs, the oldest first; a gap where a run had none. */
export interface Trend {
  readonly set: string;
  readonly target: string;
  readonly scorer: string;
  readonly values: readonly (number | undefined)[];
}

/** What the history is drawn from; the newest run first. */
export interface RunsView {
  readonly runs: readonly RunRow[];
  readonly trends?: readonly Trend[];
}

/** The history as a table, and each set's course as a small curve. */
export function renderRuns({ runs, trends = [] }: RunsView, canvas: Canvas): string {
  if (runs.length === 0) {
    return stack([
      layOut('No run is recorded yet', canvas),
      layOut('Start with `pawl run`.', { ...canvas, mark: '→' }),
    ]);
  }
  const columns = [
    { title: 'run' },
    { title: 'when', keep: 9 },
    { title: '', keep: 8 },
    { title: 'sets', least: 8, keep: 7 },
    { title: 'targets', least: 8, keep: 4 },
    { title: 'trials', align: 'right' as const, keep: 5 },
    { title: 'faults', align: 'right' as const, keep: 5 },
    { title: 'mean', align: 'right' as const },
    { title: 'cost', align: 'right' as const, keep: 3 },
    { title: 'commit', keep: 2 },
  ];
  const rows = runs.map((run) => readRun(run, canvas.paint));
  return stack([
    layOutTable(columns, rows, { ...canvas, indent: 0 }),
    layOutTrends(trends, canvas),
  ]);
}

function readRun(run: RunRow, paint: Paint): readonly Cell[] {
  const dirty = run.dirty === true ? '*' : '';
  return [
    run.runId,
    run.at.slice(0, 16).replace('T', ' '),
    readOutcome(run, paint),
    run.sets.join(', '),
    run.targets.length > 1 ? counted(run.targets.length, 'target') : run.targets.join(', '),
    count(run.planned),
    run.faulted === 0 ? nothing : { text: count(run.faulted), colour: paint.yellow },
    run.mean === undefined ? nothing : percent(run.mean),
    run.cost === undefined || run.cost === 0 ? nothing : usd(run.cost),
    run.commit === undefined ? nothing : `${run.commit.slice(0, 9)}${dirty}`,
  ];
}

function readOutcome(run: RunRow, paint: Paint): Cell {
  const colours: Readonly<Record<Outcome, Colour>> = {
    pass: paint.green,
    fail: paint.red,
    inconclusive: paint.yellow,
  };
  if (run.verdict !== undefined) return { text: run.verdict, colour: colours[run.verdict] };
  return run.outcome === 'complete' ? 'complete' : { text: 'incomplete', colour: paint.yellow };
}

function layOutTrends(trends: readonly Trend[], { width, paint }: Canvas): string[] {
  if (trends.length === 0) return [];
  const lines = trends.slice(0, 20).flatMap(({ set, target, scorer, values }) => {
    const last = values.findLast((value) => value !== undefined);
    const now = last === undefined ? '' : ` ${percent(last)}`;
    const name = say`${set} · ${target} · ${scorer}`;
    return layOut(say`${drawSparkline(values.slice(-40))}${now}  ${name}`, { width, indent: 2 });
  });
  return [paint.bold('Trend'), ...lines];
}
