import { matchesGlob, posix } from 'node:path';

import { byBytes, ignored } from '../load/file-source.ts';

/** Finds paths of a list by patterns that start from a folder, as they would be found on a disk. */
export function findInTree(
  paths: readonly string[],
  { patterns, folder }: { readonly patterns: readonly string[]; readonly folder: string },
): readonly string[] {
  const wanted = (path: string): boolean => {
    const way = posix.relative(folder, path);
    return patterns.some(
      (pattern) => isHidden(way) === isHidden(pattern) && matchesGlob(way, pattern),
    );
  };
  return paths.filter((path) => wanted(path) && !isIgnored(path)).toSorted(byBytes);
}

const isIgnored = (path: string): boolean => ignored.some((pattern) => matchesGlob(path, pattern));

/** A pattern finds hidden files only when it names them. */
const isHidden = (path: string): boolean => /(?:^|\/)\.[^./]/u.test(path);
