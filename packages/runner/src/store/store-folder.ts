import { lstat, mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

import { UsageError } from '@pawl/core';

import { errorCode } from '../files/error-code.ts';

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

const full = 'lies on a full disk';
const reasons = new Map([
  ['EACCES', 'may not be written'],
  ['EPERM', 'may not be written'],
  ['EROFS', 'lies on a read-only disk'],
  ['ENOTDIR', 'lies below a file, where a folder is needed'],
  ['EEXIST', 'is a file, where a folder is needed'],
  ['EISDIR', 'is a folder, where a file is needed'],
  ['ELOOP', 'is a link, which is not followed'],
  ['ENOENT', 'is not there'],
  ['ENOSPC', full],
  ['EDQUOT', full],
]);

/** Does something with a path; what the user can mend about it becomes a `UsageError`. */
export async function usable<T>(path: string, act: (path: string) => Promise<T>): Promise<T> {
  try {
    return await act(path);
  } catch (error) {
    throw mendable(path, error);
  }
}

/** SQLite says in numbers of its own what the system said: SQLITE_READONLY, SQLITE_FULL, SQLITE_CANTOPEN. */
const codesOfSqlite = new Map([
  [8, 'EROFS'],
  [13, 'ENOSPC'],
  [14, 'EACCES'],
]);

function diskCode(error: unknown): string {
  const number = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  return codesOfSqlite.get(number) ?? errorCode(error);
}

/** The `UsageError` that says what is wrong with a path, when the user can mend it; else the error itself. */
export function mendable(path: string, error: unknown): unknown {
  const code = diskCode(error);
  const reason = reasons.get(code);
  if (reason === undefined) return error;
  return new UsageError('store-unusable', `${path} ${reason} (${code})`, {
    hint: reason === full ? 'Make room and run again.' : `Mend ${dirname(path)} and run again.`,
  });
}
