import { digest } from '@pawl/core';

import { sha256 } from '../files/sha256.ts';
import type { FileSource } from './file-source.ts';
import { hashFile } from './read-file.ts';

/** Digest of all files that match, names and bytes; `undefined` when there are none. */
export async function hashFiles(
  source: FileSource,
  patterns: readonly string[],
): Promise<string | undefined> {
  const sums: [string, string][] = [];
  for (const file of await source.find(patterns, '.')) {
    const sum = await hashFile(source, file);
    if (sum !== undefined) sums.push([file, sum]);
  }
  return sums.length === 0 ? undefined : digest(Object.fromEntries(sums), sha256);
}

/** Hashes each file once, however many targets name it. */
export function rememberHashes(source: FileSource): (path: string) => Promise<string | undefined> {
  const known = new Map<string, Promise<string | undefined>>();
  return (path) => {
    const sum = known.get(path) ?? hashFile(source, path);
    known.set(path, sum);
    return sum;
  };
}
