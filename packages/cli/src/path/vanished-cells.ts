import { posix } from 'node:path';

import { openGitTree, openWorkTree, type FileSource } from '@pawl/runner';

import { baseCommit } from './base-commit.ts';
import type { BaselineSearch, BaselineWish, Cell } from './find-baselines.ts';

/** Sets on targets that have a committed baseline and that the plan does not hold: the easiest way to lose every case at once. */
export async function vanishedCells(
  search: BaselineSearch,
  planned: readonly Cell[],
  { baseline = 'auto', against }: BaselineWish,
): Promise<readonly Cell[]> {
  if (baseline !== 'auto' && baseline !== 'file') return [];
  const { root, evalsFolder } = search.project;
  const base = await baseCommit(root, search.env, against);
  const source: FileSource =
    base === undefined ? openWorkTree(root) : await openGitTree(root, base.commit);
  const folder = posix.join(evalsFolder, 'baselines');
  const files = await source.find(['*/*.jsonl'], folder);
  const known = new Set(planned.map(({ set, target }) => JSON.stringify([set, target])));
  return files.map(cellOf).filter(({ set, target }) => !known.has(JSON.stringify([set, target])));
}

function cellOf(file: string): Cell {
  return { set: posix.basename(posix.dirname(file)), target: posix.basename(file, '.jsonl') };
}
