import { exitCodes, type ExitCode } from '@pawl/core';
import { summarize, summarizeSlices } from '@pawl/gate';
import { record as recordRun } from '@pawl/runner';

import type { RunFlags } from '../grammar/flags.ts';
import { stampPlan } from '../path/carry-out.ts';
import { openHistory } from '../path/open-history.ts';
import { openWorkLike } from '../path/open-work.ts';
import { scoreAgain } from '../path/score-again.ts';
import { reportRun } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl score`: stored outputs under today's scorers, as a new run; no target is called. */
export async function score(
  world: World,
  [asked = 'latest']: readonly string[],
  flags: RunFlags,
): Promise<ExitCode> {
  const { store } = await openHistory(world, flags);
  const runId = await store.resolve(asked);
  const work = await openWorkLike(world, flags, await store.record(runId));
  const { room, plan, partial } = work;
  const { scoreTrial } = room;
  const start = await stampPlan(room, plan, { partial });
  const events = scoreAgain({
    plan,
    start,
    scoreTrial,
    events: store.read(runId),
    at: world.now().toISOString(),
  });
  const record = await recordRun(events, await room.store.create(start), { now: world.now });
  const summary = summarize(record);
  await room.store.writeRun(record, summary);
  await room.close();
  await reportRun(world, flags, { record, summary, slices: summarizeSlices(record) });
  return summary.outcome === 'complete' ? exitCodes.pass : exitCodes.inconclusive;
}
