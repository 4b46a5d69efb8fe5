import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { UsageError } from '@pawl/core';

import { resolveRevision } from './repository.ts';

/** The files of a commit, laid out in a folder of their own. */
export interface ExportedCommit {
  /** Absolute path; holds what `root` holds in that commit. */
  readonly folder: string;
  readonly commit: string;
  /** Removes the folder. */
  readonly remove: () => Promise<void>;
}

/**
 * Lays out the files of a commit in a temporary folder, so that its definitions and its code can be used
 * while the working tree stays as it is. Installed packages are those of the working tree.
 */
export async function exportCommit(root: string, revision: string): Promise<ExportedCommit> {
  const commit = await resolveRevision(root, revision);
  if (commit === undefined) {
    throw new UsageError('unknown-ref', `Git knows no commit ${revision} here.`, {
      hint: 'Fetch it first (`git fetch origin`), or name another one.',
    });
  }
  const folder = await mkdtemp(join(tmpdir(), 'pawl-base-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await unpack(root, commit, folder);
    await shareInstalled(root, folder);
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, commit, remove };
}

async function unpack(root: string, commit: string, folder: string): Promise<void> {
  const archive = spawn('git', ['archive', '--format=tar', commit], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const tar = spawn('tar', ['-x', '-f', '-', '-C', folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  archive.stdout.pipe(tar.stdin);
  const [[archived], [extracted]] = await Promise.all([once(archive, 'close'), once(tar, 'close')]);
  if (archived !== 0 || extracted !== 0)
    throw new Error(`The files of ${commit} could not be laid out`);
}

async function shareInstalled(root: string, folder: string): Promise<void> {
  const installed = join(root, 'node_modules');
  const isThere = await stat(installed).then(
    () => true,
    () => false,
  );
  if (isThere) await symlink(installed, join(folder, 'node_modules'), 'dir');
}
