import type { Outcome, RunSummary, SummaryCell } from '@pawl/core';

import { forCsv } from './sinks/for-csv.ts';

/** A run as a spreadsheet is told of it. */
export interface CsvRun {
  /** ISO date-time. */
  readonly startedAt: string;
  readonly commit?: string;
  readonly verdict?: Outcome;
  readonly summary: RunSummary;
}

const header =
  'run,started_at,commit,outcome,verdict,set,set_version,target,scorer,cases,trials,passed,mean,low,high,unscored,faulted,cost_usd';

/** Runs as CSV: one line a set, target and scorer; one line for a run that has none. */
export function renderRunsCsv(runs: readonly CsvRun[]): string {
  return `${[header, ...runs.flatMap(tellRun)].join('\r\n')}\r\n`;
}

function tellRun({ startedAt, commit = '', verdict, summary }: CsvRun): readonly string[] {
  const { runId, outcome, cells } = summary;
  const start = [forCsv(runId), startedAt, forCsv(commit), outcome, verdict ?? ''].join(',');
  if (cells.length === 0) return [`${start}${','.repeat(13)}`];
  return cells.map((cell) => `${start},${tellCell(cell)}`);
}

function tellCell(cell: SummaryCell): string {
  const { interval, cases, trials, passed, mean = '', unscored, faulted, costUsd = '' } = cell;
  const names = [cell.set, cell.setVersion, cell.target, cell.scorer].map((name) => forCsv(name));
  const ends = mean === '' ? ['', ''] : [interval.low, interval.high];
  return [...names, cases, trials, passed, mean, ...ends, unscored, faulted, costUsd].join(',');
}
