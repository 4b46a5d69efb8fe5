import { cp } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { exitCodes, type ExitCode } from '@pawl/core';
import { summarize, summarizeSlices } from '@pawl/gate';
import { mergeRuns } from '@pawl/runner';

import type { MergeFlags } from '../grammar/records.ts';
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
  const { store } = await openHistory(world, flags);
  const cwd = workingFolder(world, flags);
  const record = await mergeRuns({ store, folders, cwd, now: world.now });
  const summary = summarize(record);
  await store.writeRun(record, summary);
  if (flags.out !== undefined)
    await copyTo(resolve(cwd, flags.out), join(store.folder, record.runId));
  await reportRun(world, flags, { record, summary, slices: summarizeSlices(record) });
  return summary.outcome === 'complete' ? exitCodes.pass : exitCodes.inconclusive;
}

/** Puts the merged run's folder into another one too, as whoever judges it elsewhere expects it. */
async function copyTo(folder: string, runFolder: string): Promise<void> {
  await cp(runFolder, join(folder, basename(runFolder)), { recursive: true });
}
