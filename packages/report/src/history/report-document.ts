import type { Comparison, Outcome } from '@pawl/core';

import { toPlain } from '../phrase.ts';
import type { Point } from './build-history.ts';
import { measureAll, type MeasuredSeries } from './measure-all.ts';
import type { ReportView } from './report-view.ts';
import { tellPeriod, type Statement } from './tell-period.ts';
import { underpoweredSets, type BlindSet } from './underpowered-sets.ts';

/** What `pawl report --json` prints beside the file's name: the numbers of the page. */
export interface ReportDocument {
  readonly format: 1;
  /** How many runs the history has. */
  readonly runs: number;
  /** ISO date-time from which changes are told. */
  readonly since: string;
  readonly statements: readonly { readonly tone: Statement['tone']; readonly text: string }[];
  readonly series: readonly SeriesDocument[];
  readonly underpowered: readonly BlindSet[];
  readonly skipped: readonly { readonly runId: string; readonly why: string }[];
}

type SeriesChange = Pick<Comparison, 'state' | 'difference' | 'pairs' | 'lost' | 'gained'>;

/** One set on one target over time; shares run from 0 to 1. */
export interface SeriesDocument {
  readonly set: string;
  readonly target: string;
  readonly owner: string;
  readonly scorer: string;
  /** The gate's comparison of the newest run with the one before the period. */
  readonly change?: SeriesChange;
  /** Standard deviation of the rate from run to run, and of one trial around its case's mean. */
  readonly runSpread?: number;
  readonly trialSpread?: number;
  readonly flaky: readonly string[];
  readonly rework: readonly string[];
  readonly alwaysPassed: readonly string[];
  readonly alwaysFailed: readonly string[];
  readonly staleCases: readonly string[];
  readonly ageDays: number;
  /** US dollars. */
  readonly costPerRun?: number;
  /** Oldest first. */
  readonly points: readonly PointDocument[];
}

/** One run of a series. */
export interface PointDocument {
  readonly runId: string;
  readonly at: string;
  readonly commit?: string;
  readonly verdict?: Outcome;
  readonly cases: number;
  readonly passed?: number;
  readonly mean?: number;
  readonly interval?: { readonly low: number; readonly high: number };
  readonly costUsd?: number;
  readonly latencyMs?: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** Kinds of what was different from the run before. */
  readonly changes: readonly string[];
}

/** The numbers of a report. */
export function reportDocument(view: ReportView): ReportDocument {
  const all = measureAll(view);
  return {
    format: 1,
    runs: view.history.runs.length,
    since: view.since,
    statements: tellPeriod(view, all).map(({ tone, phrase }) => ({ tone, text: toPlain(phrase) })),
    series: all.map(toSeries),
    underpowered: underpoweredSets(all),
    skipped: view.history.skipped,
  };
}

function toSeries({ series, measures, shift }: MeasuredSeries): SeriesDocument {
  const { runSpread, trialSpread, costPerRun } = measures;
  return {
    set: series.set,
    target: series.target,
    owner: series.owner,
    scorer: series.scorer,
    ...(shift === undefined ? {} : { change: toChange(shift.comparison) }),
    ...(runSpread === undefined ? {} : { runSpread: runSpread.share }),
    ...(trialSpread === undefined ? {} : { trialSpread }),
    flaky: measures.flaky,
    rework: measures.rework.map((course) => course.case),
    alwaysPassed: measures.alwaysPassed,
    alwaysFailed: measures.alwaysFailed,
    staleCases: measures.staleCases,
    ageDays: measures.ageDays,
    ...(costPerRun === undefined ? {} : { costPerRun }),
    points: series.points.map(toPoint),
  };
}

function toChange({ state, difference, pairs, lost, gained }: Comparison): SeriesChange {
  return { state, ...(difference === undefined ? {} : { difference }), pairs, lost, gained };
}

function toPoint({ run, cell, score, changes }: Point): PointDocument {
  return {
    runId: run.runId,
    at: run.at,
    ...(run.commit === undefined ? {} : { commit: run.commit }),
    ...(run.verdict === undefined ? {} : { verdict: run.verdict.outcome }),
    cases: cell.cases.length,
    ...(score === undefined
      ? {}
      : { passed: score.passed, interval: { low: score.low, high: score.high } }),
    ...(score?.mean === undefined ? {} : { mean: score.mean }),
    ...(cell.cost === undefined ? {} : { costUsd: cell.cost }),
    ...(cell.latency === undefined ? {} : { latencyMs: cell.latency }),
    changes: changes.map(({ kind }) => kind),
  };
}
