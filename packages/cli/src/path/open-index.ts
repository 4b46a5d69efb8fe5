import { join } from 'node:path';

import { summarize } from '@pawl/gate';
import {
  isCorruptRun,
  openRunIndex,
  readRunHead,
  type RunHead,
  type RunIndex,
  type RunStore,
} from '@pawl/runner';

import type { World } from '../world.ts';

/** The run index, brought up to date with the records; a run that cannot be read is said aloud and left out. */
export async function openIndex(world: World, root: string, store: RunStore): Promise<RunIndex> {
  const index = openRunIndex(root);
  for (const note of index.notes) world.stderr.write(`${note}\n`);
  const heads: RunHead[] = [];
  for (const runId of index.missing(await store.list())) {
    try {
      heads.push(await headOf(store, runId));
    } catch (error) {
      if (!isCorruptRun(error) && !isUnfit(error)) throw error;
      world.stderr.write(`Run ${runId} is left out: ${error.message}\n`);
    }
  }
  index.indexRuns(heads);
  return index;
}

/** A finished run says the head of its record by itself; of any other the journal is read. */
async function headOf(store: RunStore, runId: string): Promise<RunHead> {
  const head = readRunHead(join(store.folder, runId));
  if (head !== undefined) return head;
  const record = await store.record(runId);
  const { startedAt, finishedAt, commit } = record;
  return {
    runId,
    startedAt,
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(commit === undefined ? {} : { commit }),
    summary: summarize(record),
  };
}

/** A folder with no record in it, or a record of a newer format. */
function isUnfit(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (error.name === 'UsageError' ||
      error.message.includes('run-started') ||
      ('code' in error && error.code === 'ENOENT'))
  );
}
