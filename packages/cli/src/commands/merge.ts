import { exitCodes, type ExitCode } from '@pawl/core';
import { summarize, summarizeSlices } from '@pawl/gate';
import { mergeRuns } from '@pawl/runner';

import type { MergeFlags } from '../grammar/records.ts';
import { indexRun } from '../path/index-run.ts';
import { openHistory } from '../path/open-history.ts';
import { workingFolder } from '../path/open-project.ts';
import { reportRun } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl merge`: joins the shards of one plan, and proves that every planned trial is there exactly once. */
export async function merge(
  world: World,
  folders: readonly string[],
  flags: MergeFlags,
): Promise<ExitCode> {
  const { root, store } = await openHistory(world, flags);
  const record = await mergeRuns({
    store,
    folders,
    cwd: workingFolder(world, flags),
    now: world.now,
  });
  const summary = summarize(record);
  await store.writeRun(record, summary);
  indexRun(root, record, summary);
  await reportRun(world, flags, { record, summary, slices: summarizeSlices(record) });
  return summary.outcome === 'complete' ? exitCodes.pass : exitCodes.inconclusive;
}
