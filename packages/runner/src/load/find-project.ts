import { access } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { UsageError } from '@pawl/core';

/** The folder that holds `pawl.yaml`, and the file's name. */
export interface FoundProject {
  readonly root: string;
  readonly file: string;
}

const names = ['pawl.yaml', 'pawl.yml'];

/** Finds the project: the named file, else `pawl.yaml` in this folder or the nearest one above. */
export async function findProject(cwd: string, config?: string): Promise<FoundProject> {
  if (config !== undefined) return named(resolve(cwd, config));
  let folder = resolve(cwd);
  for (;;) {
    for (const file of names) if (await exists(join(folder, file))) return { root: folder, file };
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  throw new UsageError('no-project', `There is no pawl.yaml in ${resolve(cwd)} or above it`, {
    hint: 'Run `pawl init`, or name the file with --config.',
  });
}

async function named(path: string): Promise<FoundProject> {
  if (await exists(path)) return { root: dirname(path), file: basename(path) };
  throw new UsageError('no-project', `There is no file ${path}`, { hint: 'Check --config.' });
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
