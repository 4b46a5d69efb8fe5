import { dirname } from 'node:path';

import { UsageError } from '@pawl/core';

import { errorCode } from './error-code.ts';

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
