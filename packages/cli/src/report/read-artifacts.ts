import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { UsageError } from '@pawl/core';
import { openRunStore, type RunStore } from '@pawl/runner';

/** Folders below which no runs are looked for. */
const deepest = 6;

/** Every store of runs in folders of downloaded artifacts: each folder that holds run folders. */
export async function withArtifacts<T>(
  folders: readonly string[],
  cwd: string,
  work: (stores: readonly RunStore[]) => Promise<T>,
): Promise<T> {
  if (folders.length === 0) return work([]);
  const room = await mkdtemp(join(tmpdir(), 'pawl-artifacts-'));
  try {
    const parents = new Set<string>();
    for (const folder of folders) {
      const found = await runParents(resolve(cwd, folder), deepest);
      if (found.length === 0) throw noRuns(folder);
      for (const parent of found) parents.add(parent);
    }
    return await work(
      await Promise.all([...parents].map((parent, at) => openStore(room, parent, at))),
    );
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}

function noRuns(folder: string): UsageError {
  return new UsageError('no-runs', `No run is recorded in ${folder}.`, {
    hint: 'Name a folder that holds downloaded artifacts with their events.jsonl files.',
  });
}

/** The folders whose children hold an `events.jsonl`. */
async function runParents(folder: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (entries.some((entry) => entry.isFile() && entry.name === 'events.jsonl'))
    return [dirname(folder)];
  if (depth === 0) return [];
  const inner = entries.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules');
  const found = await Promise.all(
    inner.map(({ name }) => runParents(join(folder, name), depth - 1)),
  );
  return [...new Set(found.flat())];
}

/** A store stands in `.pawl/runs` of some folder: a link makes any folder one. */
async function openStore(room: string, parent: string, at: number): Promise<RunStore> {
  const root = join(room, String(at));
  await mkdir(join(root, '.pawl'), { recursive: true });
  await symlink(parent, join(root, '.pawl', 'runs'));
  return openRunStore(root);
}
