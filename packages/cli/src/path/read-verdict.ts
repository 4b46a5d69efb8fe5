import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { isJsonObject, UsageError, type Json, type Verdict } from '@pawl/core';
import { verdictSchema } from '@pawl/report';
import type { RunStore } from '@pawl/runner';

/** The verdict in a run's folder; nothing where the run was not judged. Throws for a file that is none. */
export async function readVerdict(store: RunStore, runId: string): Promise<Verdict | undefined> {
  const path = join(store.folder, runId, 'verdict.json');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const value: Json = JSON.parse(text);
  refuseNewer(path, value);
  return verdictSchema.parse(value);
}

function refuseNewer(path: string, value: Json): void {
  const format = isJsonObject(value) ? value['format'] : undefined;
  if (typeof format !== 'number' || format <= 1) return;
  throw new UsageError(
    'newer-format',
    `${path}: This verdict has format ${format}, written by a newer Pawl; this Pawl reads format 1`,
    { hint: 'Judge the run again with this Pawl: pawl gate <run>' },
  );
}
