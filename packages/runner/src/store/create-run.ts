import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';

import { UsageError, type RunStarted } from '@pawl/core';

import { usable } from '../files/mendable.ts';
import { journalWriter } from '../journal/journal-writer.ts';
import { syncFolder } from './atomic-file.ts';
import { lockRun } from './run-lock.ts';
import { runWriter, type RunWriter } from './run-writer.ts';
import { forgiveSync, type StoreDoubt } from './store-doubt.ts';
import { prepareRunFolder, prepareStore } from './store-folder.ts';
import type { StoreParts } from './store-parts.ts';

/** Makes the folder of a new run and its empty journal. */
export async function createRun(store: StoreParts, { runId }: RunStarted): Promise<RunWriter> {
  const folder = join(store.folder, runId);
  await prepareStore(store);
  await prepareRunFolder(store.root, folder);
  const { path, unlock, doubts } = await lockedJournal(folder);
  try {
    const file = forgiveSync(await usable(path, store.disk.openAppend), path, doubts);
    if ((await file.size()) > 0) {
      await file.close();
      throw new UsageError('run-exists', `${folder} holds a run already`, {
        hint: 'Resume it with --resume, or start a new one.',
      });
    }
    await syncFolder(folder);
    const journal = journalWriter(file, path, 0);
    return runWriter({ runId, folder, journal, mask: store.mask, unlock, doubts });
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The journal of a run that no other process writes. */
export interface LockedJournal {
  readonly path: string;
  readonly unlock: () => void;
  /** What the disk cannot promise, as far as it was found. */
  readonly doubts: StoreDoubt[];
}

/** Locks a run's folder. */
export async function lockedJournal(folder: string): Promise<LockedJournal> {
  await usable(folder, (path) => access(path, constants.W_OK));
  const doubts: StoreDoubt[] = [];
  const unlock = lockRun(folder, doubts);
  return { path: join(folder, 'events.jsonl'), unlock, doubts };
}
