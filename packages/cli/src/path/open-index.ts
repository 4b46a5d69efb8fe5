import { summarize } from '@pawl/gate';
import { isCorruptRun, openRunIndex, type RunIndex, type RunStore } from '@pawl/runner';

import type { World } from '../world.ts';

/** The run index, brought up to date with the records; a run that cannot be read is said aloud and left out. */
export async function openIndex(world: World, root: string, store: RunStore): Promise<RunIndex> {
  const index = openRunIndex(root);
  for (const note of index.notes) world.stderr.write(`${note}\n`);
  for (const runId of index.missing(await store.list())) {
    try {
      const record = await store.record(runId);
      index.indexRun(record, summarize(record));
    } catch (error) {
      if (!isCorruptRun(error) && !isUnfit(error)) throw error;
      world.stderr.write(`Run ${runId} is left out: ${error.message}\n`);
    }
  }
  return index;
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
