import { posix } from 'node:path';

import { UsageError } from '@pawl/core';

import { byBytes, FileTrouble, type FileSource } from '../load/file-source.ts';
import { findInTree } from './find-in-tree.ts';
import { readBlobs } from './read-blobs.ts';
import { resolveRevision } from './repository.ts';
import { runGit, streamGit } from './run-git.ts';

/** Reads definitions from a commit; the working tree is neither read nor touched. */
export async function openGitTree(root: string, revision: string): Promise<FileSource> {
  const commit = await resolveRevision(root, revision);
  if (commit === undefined) throw unknownRevision(root, revision);
  const prefix = (await runGit(root, ['rev-parse', '--show-prefix']))?.trim() ?? '';
  const listing = await runGit(root, [
    'ls-tree',
    '-r',
    '-z',
    '-l',
    '--full-tree',
    `${commit}:${prefix}`,
  ]);
  const tree: Tree = { root, entries: readListing(listing ?? ''), held: new Map() };
  const paths = [...tree.entries.keys()].toSorted(byBytes);
  return {
    root,
    label: `${revision} of ${root}`,
    find: async (patterns, folder) => {
      const found = findInTree(paths, { patterns, folder });
      await hold(tree, found);
      return found;
    },
    open: (path) => open(tree, path),
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
  /** Bytes. */
  readonly size: number;
}

function readListing(listing: string): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const line of listing.split('\0')) {
    const [, mode, blob, size, path] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.*)$/su.exec(line) ?? [];
    if (mode !== undefined && blob !== undefined && path !== undefined)
      entries.set(path, { mode, blob, size: Number(size) });
  }
  return entries;
}

interface Tree {
  readonly root: string;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Small blobs that were found together, by id. */
  readonly held: Map<string, Uint8Array>;
}

const small = 65_536;

/** A process for each of a thousand small files would take longer than everything else. */
async function hold({ root, entries, held }: Tree, paths: readonly string[]): Promise<void> {
  const found = paths.flatMap((path) => entries.get(path) ?? []);
  const wanted = found.filter(({ size, blob }) => size <= small && !held.has(blob));
  const ids = [...new Set(wanted.map(({ blob }) => blob))];
  for (const [id, bytes] of await readBlobs(root, ids)) held.set(id, bytes);
}

const link = '120000';

async function* open(tree: Tree, asked: string): AsyncGenerator<Uint8Array> {
  const { root, entries, held } = tree;
  const path = posix.normalize(asked);
  if (path.startsWith('../'))
    throw new FileTrouble('outside', 'it lies outside the project folder');
  const entry = entries.get(path);
  if (entry === undefined) throw new FileTrouble('missing', 'there is no such file in that commit');
  const known = held.get(entry.blob);
  if (entry.mode !== link && known !== undefined) {
    yield known;
    return;
  }
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
  yield* open(tree, target);
}
