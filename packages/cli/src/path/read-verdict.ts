import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Verdict } from '@pawl/core';
import { verdictSchema } from '@pawl/report';
import type { RunStore } from '@pawl/runner';

/** The verdict in a run's folder; nothing where the run was not judged. Throws for a file that is none. */
export async function readVerdict(store: RunStore, runId: string): Promise<Verdict | undefined> {
  const path = join(store.folder, runId, 'verdict.json');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : verdictSchema.parse(JSON.parse(text));
}
