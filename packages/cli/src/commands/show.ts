import {
  exitCodes,
  type ExitCode,
  type RunEvent,
  type RunRecord,
  type TrialFinished,
} from '@pawl/core';
import { summarize, summarizeSlices } from '@pawl/gate';
import { renderCase, renderCsv, renderRun, showDocument } from '@pawl/report';
import type { RunStore } from '@pawl/runner';

import type { ShowFlags } from '../grammar/records.ts';
import { canvasOf } from '../path/canvas-of.ts';
import { findCase, type FoundCase } from '../path/find-case.ts';
import { openHistory } from '../path/open-history.ts';
import { pastOf } from '../path/past-of.ts';
import { readDefinition } from '../path/read-definition.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl show`: a run's table, or one case in full. */
export async function show(
  world: World,
  [asked = 'latest', caseId]: readonly string[],
  flags: ShowFlags,
): Promise<ExitCode> {
  const history = await openHistory(world, flags);
  const runId = await history.store.resolve(asked);
  const record = await history.store.record(runId);
  const wanted = caseId === undefined ? undefined : findCase(record, caseId);
  if (flags.json === true || flags.format !== undefined) {
    const trials = await readTrials(history.store, runId, (event) =>
      isWanted(event, flags, caseId),
    );
    world.stdout.write(
      flags.format === 'csv' ? renderCsv(trials) : jsonText(showDocument(runId, trials)),
    );
    return exitCodes.pass;
  }
  if (wanted === undefined) {
    const failures = Number.MAX_SAFE_INTEGER;
    const view = {
      record,
      summary: summarize(record),
      slices: summarizeSlices(record),
      failures,
    };
    world.stdout.write(renderRun(view, canvasOf(world, world.stdout, flags)));
    return exitCodes.pass;
  }
  for (const found of wanted) await showCase(world, { history, record, found }, flags);
  return exitCodes.pass;
}

function isWanted(event: TrialFinished, flags: ShowFlags, caseId?: string): boolean {
  return (caseId ?? event.case) === event.case && (flags.target ?? event.target) === event.target;
}

/** The finished trials that a filter lets through; a later result of a trial takes the place of a fault. */
async function readTrials(
  store: RunStore,
  runId: string,
  keep: (event: TrialFinished) => boolean,
): Promise<readonly TrialFinished[]> {
  const trials = new Map<number, TrialFinished>();
  for await (const event of store.read(runId)) {
    if (!isFinished(event) || !keep(event)) continue;
    if (trials.get(event.index)?.result.kind !== 'answered') trials.set(event.index, event);
  }
  return [...trials.values()].toSorted((a, b) => a.index - b.index);
}

const isFinished = (event: RunEvent): event is TrialFinished => event.type === 'trial-finished';

interface ShownCase {
  readonly history: Awaited<ReturnType<typeof openHistory>>;
  readonly record: RunRecord;
  readonly found: FoundCase;
}

async function showCase(world: World, shown: ShownCase, flags: ShowFlags): Promise<void> {
  const { history, record, found } = shown;
  const { set, stamp } = found;
  const trials = await readTrials(
    history.store,
    record.runId,
    (event) => event.set === set && isWanted(event, flags, stamp.id),
  );
  const definition = await readDefinition(world, flags, found);
  const past = await pastOf(world, history, { record, set, case: stamp.id });
  const view = { runId: record.runId, set, stamp, trials, history: past, ...definition };
  world.stdout.write(renderCase(view, canvasOf(world, world.stdout, flags)));
}
