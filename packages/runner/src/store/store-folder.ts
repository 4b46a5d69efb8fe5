import { lstat, mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

import { UsageError } from '@pawl/core';

import { usable } from '../files/mendable.ts';

/** Makes the folder for runs when it is not there; refuses one that leads out of the project. */
export async function prepareStore({
  root,
  folder,
}: {
  readonly root: string;
  readonly folder: string;
}): Promise<void> {
  await usable(folder, (path) => mkdir(path, { recursive: true, mode: 0o700 }));
  await refuseLeadingOut(root, folder);
  await usable(join(dirname(folder), '.gitignore'), keepOutOfGit);
}

/** Records hold outputs of users: they are never committed by accident. */
async function keepOutOfGit(path: string): Promise<void> {
  await writeFile(path, '*\n', { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Makes a run's own folder, or takes the empty one that reserved its name. */
export async function prepareRunFolder(root: string, folder: string): Promise<void> {
  await usable(folder, (path) => mkdir(path, { recursive: true, mode: 0o700 }));
  await refuseLeadingOut(root, folder);
}

async function refuseLeadingOut(root: string, folder: string): Promise<void> {
  const way = relative(await realpath(root), await realpath(folder));
  if (way !== '..' && !way.startsWith(`..${sep}`) && !(await isLink(folder))) return;
  throw new UsageError('linked-store', `${folder} is a link that leads out of the project`, {
    hint: 'Remove the link; Pawl writes below the project folder only.',
  });
}

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path)).isSymbolicLink();
}
