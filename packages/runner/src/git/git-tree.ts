import { posix } from 'node:path';

import { UsageError } from '@pawl/core';

import { byBytes, FileTrouble, type FileSource } from '../load/file-source.ts';
import { findInTree } from './find-in-tree.ts';
import { resolveRevision } from './repository.ts';
import { runGit, streamGit } from './run-git.ts';

/** Reads definitions from a commit; the working tree is neither read nor touched. */
export async function openGitTree(root: string, revision: string): Promise<FileSource> {
  const commit = await resolveRevision(root, revision);
  if (commit === undefined) throw unknownRevision(root, revision);
  const prefix = (await runGit(root, ['rev-parse', '--show-prefix']))?.trim() ?? '';
  const listing = await runGit(root, ['ls-tree', '-r', '-z', '--full-tree', `${commit}:${prefix}`]);
  const entries = readListing(listing ?? '');
  const paths = [...entries.keys()].toSorted(byBytes);
  return {
    root,
    label: `${revision} of ${root}`,
    find: async (patterns, folder) => findInTree(paths, { patterns, folder }),
    open: (path) => open({ root, entries }, path),
  };
}

function unknownRevision(root: string, revision: string): UsageError {
  return new UsageError('unknown-revision', `Git knows no commit ${JSON.stringify(revision)}`, {
    hint: `Looked in ${root}. Check the name, or fetch it: git fetch origin ${revision}`,
  });
}

interface Entry {
  readonly mode: string;
  readonly blob: string;
}

function readListing(listing: string): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const line of listing.split('\0')) {
    const [, mode, blob, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/su.exec(line) ?? [];
    if (mode !== undefined && blob !== undefined && path !== undefined)
      entries.set(path, { mode, blob });
  }
  return entries;
}

interface Tree {
  readonly root: string;
  readonly entries: ReadonlyMap<string, Entry>;
}

const link = '120000';

async function* open({ root, entries }: Tree, asked: string): AsyncGenerator<Uint8Array> {
  const path = posix.normalize(asked);
  if (path.startsWith('../'))
    throw new FileTrouble('outside', 'it lies outside the project folder');
  const entry = entries.get(path);
  if (entry === undefined) throw new FileTrouble('missing', 'there is no such file in that commit');
  if (entry.mode !== link) {
    yield* streamGit(root, ['cat-file', 'blob', entry.blob]);
    return;
  }
  const way = (await runGit(root, ['cat-file', 'blob', entry.blob])) ?? '';
  const target = posix.join(posix.dirname(path), way);
  if (posix.isAbsolute(way) || target.startsWith('../') || entries.get(target)?.mode === link)
    throw new FileTrouble(
      'outside',
      'it is a link that leaves the project folder, or leads to another link',
    );
  yield* open({ root, entries }, target);
}
