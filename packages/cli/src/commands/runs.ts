import { exitCodes, nearestWord, UsageError, type ExitCode, type Outcome } from '@pawl/core';
import { renderRuns, renderRunsCsv, type RunRow, type Trend } from '@pawl/report';
import type { RunHead, RunStore } from '@pawl/runner';

import type { RunsFlags } from '../grammar/records.ts';
import { canvasOf } from '../path/canvas-of.ts';
import { openHistory } from '../path/open-history.ts';
import { openIndex } from '../path/open-index.ts';
import { readVerdict } from '../path/read-verdict.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl runs`: the history as a table, newest first. */
export async function runs(
  world: World,
  _args: readonly string[],
  flags: RunsFlags,
): Promise<ExitCode> {
  const { root, store } = await openHistory(world, flags);
  const index = await openIndex(world, root, store);
  const filter = flags.set === undefined ? {} : { set: flags.set };
  const listed = index.listRuns({ ...filter, limit: flags.limit });
  const all = listed.length === 0 ? index.listRuns({}) : [];
  index.close();
  if (flags.set !== undefined && all.length > 0) throw unknownSet(flags.set, all);
  const judged = await Promise.all(listed.map((run) => withVerdict(store, run)));
  world.stdout.write(tellRuns(world, judged, flags));
  return exitCodes.pass;
}

/** A run of the list, and what the gate said of it. */
interface JudgedRun extends RunHead {
  readonly verdict?: Outcome;
}

/** A verdict that cannot be read says nothing; the run still does. */
async function withVerdict(store: RunStore, run: RunHead): Promise<JudgedRun> {
  const verdict = await readVerdict(store, run.runId).catch(() => undefined);
  return { ...run, ...(verdict === undefined ? {} : { verdict: verdict.outcome }) };
}

function tellRuns(world: World, judged: readonly JudgedRun[], flags: RunsFlags): string {
  if (flags.format === 'csv') return renderRunsCsv(judged);
  const rows = judged.map(toRow);
  if (flags.json === true || flags.format === 'json') return jsonText({ format: 1, runs: rows });
  const view = { runs: rows, trends: trendsOf(judged) };
  return renderRuns(view, canvasOf(world, world.stdout, flags));
}

function unknownSet(asked: string, recorded: readonly RunHead[]): UsageError {
  const known = new Set(recorded.flatMap((run) => run.summary.cells.map((cell) => cell.set)));
  const near = nearestWord(asked, known);
  return new UsageError('unknown-set', `No run of an eval set ${asked} is recorded.`, {
    hint: near === undefined ? `Recorded: ${[...known].join(', ')}.` : `Did you mean ${near}?`,
  });
}

function toRow({ runId, startedAt, commit, summary, verdict }: JudgedRun): RunRow {
  const means = summary.cells.flatMap((cell) => cell.mean ?? []);
  return {
    runId,
    at: startedAt,
    sets: [...new Set(summary.cells.map((cell) => cell.set))],
    targets: [...new Set(summary.cells.map((cell) => cell.target))],
    planned: summary.planned,
    faulted: summary.faulted,
    outcome: summary.outcome,
    ...(commit === undefined ? {} : { commit }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(means.length === 0
      ? {}
      : { mean: means.reduce((sum, mean) => sum + mean, 0) / means.length }),
    ...(summary.cost === undefined ? {} : { cost: summary.cost }),
  };
}

/** The course of every scorer on every set and target, the oldest run first. */
function trendsOf(listed: readonly RunHead[]): readonly Trend[] {
  const oldestFirst = listed.toReversed();
  const trends = new Map<
    string,
    {
      readonly set: string;
      readonly target: string;
      readonly scorer: string;
      readonly values: (number | undefined)[];
    }
  >();
  for (const [at, run] of oldestFirst.entries()) {
    for (const { set, target, scorer, mean } of run.summary.cells) {
      const key = JSON.stringify([set, target, scorer]);
      const trend = trends.get(key) ?? {
        set,
        target,
        scorer,
        values: oldestFirst.map(() => undefined),
      };
      trend.values[at] = mean;
      trends.set(key, trend);
    }
  }
  return [...trends.values()].filter(
    (trend) => trend.values.filter((value) => value !== undefined).length > 1,
  );
}
