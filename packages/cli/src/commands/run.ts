import { exitCodes, type ExitCode } from '@pawl/core';
import { summarizeSlices } from '@pawl/gate';

import type { RunFlags } from '../grammar/flags.ts';
import { afterAsking } from '../path/after-asking.ts';
import { executeWork } from '../path/execute-work.ts';
import { openWork } from '../path/open-work.ts';
import { showPlan } from '../path/show-plan.ts';
import { reportRun } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl run`: load, plan, execute, score, record. Low scores are the gate's business. */
export async function run(
  world: World,
  sets: readonly string[],
  flags: RunFlags,
): Promise<ExitCode> {
  const work = await openWork(world, sets, flags);
  if (flags.plan === true) return showPlan(work, flags);
  const { record, summary } = await executeWork(work, flags);
  return afterAsking(world, record.runId, async () => {
    await work.room.close();
    await reportRun(world, flags, { record, summary, slices: summarizeSlices(record) });
    return summary.outcome === 'complete' ? exitCodes.pass : exitCodes.inconclusive;
  });
}
