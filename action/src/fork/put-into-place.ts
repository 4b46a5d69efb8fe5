import { lstat, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { UsageError } from '@pawl/core';

import type { Desk } from '../desk.ts';
import type { ForkChanges } from './fork-files.ts';

/** Writes a fork's data over the checkout of the default branch; never through a link. */
export async function putIntoPlace({ inputs, prefix }: Desk, changes: ForkChanges): Promise<void> {
  for (const [path, text] of changes) {
    const inProject = prefix === '' ? path : path.slice(prefix.length + 1);
    const file = join(inputs.root, inProject);
    await refuseLinks(inputs.root, inProject);
    if (text === undefined) await rm(file, { force: true });
    else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
}

async function refuseLinks(root: string, path: string): Promise<void> {
  let at = root;
  for (const part of path.split('/')) {
    at = join(at, part);
    const found = await lstat(at).catch(() => undefined);
    const isLink = found?.isSymbolicLink() === true;
    if (!isLink && part !== '..' && part !== '') continue;
    throw new UsageError('linked-path', 'This fork changes a file that is a link here.', {
      hint: 'Review it, push its branch to this repository, and open the pull request from there.',
    });
  }
}
