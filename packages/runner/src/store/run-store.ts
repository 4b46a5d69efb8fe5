import { randomInt } from 'node:crypto';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import {
  startFold,
  UsageError,
  type RunEvent,
  type RunRecord,
  type RunStarted,
  type RunSummary,
} from '@pawl/core';

import { machineDisk, type Disk } from '../files/disk.ts';
import { mendable, usable } from '../files/mendable.ts';
import { maskLong } from '../secrets/mask-long.ts';
import { maskNothing, type MaskSecrets } from '../secrets/mask-secrets.ts';
import { writeWhole } from './atomic-file.ts';
import { createRun } from './create-run.ts';
import { findRun } from './find-run.ts';
import { readEvents } from './read-run.ts';
import { resumeRun, type ResumedRun } from './resume-run.ts';
import { readRunFile, runFile } from './run-file.ts';
import { isRunId, runIdAt } from './run-id.ts';
import type { RunWriter } from './run-writer.ts';
import { prepareStore } from './store-folder.ts';
import type { StoreParts } from './store-parts.ts';

/** The runs of a project: one folder each. */
export interface RunStore {
  /** Absolute path of the folder that holds the runs. */
  readonly folder: string;
  /** A name that no other run has or will get. */
  readonly newId: (now: Date) => Promise<string>;
  readonly create: (start: RunStarted) => Promise<RunWriter>;
  /** Goes on with a run as it is planned today; refused when today's definitions are others. */
  readonly resume: (runId: string, today: RunStarted) => Promise<ResumedRun>;
  /** The events of a run in order. Throws a `CorruptRunError` at a damaged line. */
  readonly read: (runId: string) => AsyncIterable<RunEvent>;
  readonly record: (runId: string) => Promise<RunRecord>;
  /** The names of all runs, newest first. */
  readonly list: () => Promise<readonly string[]>;
  /** The run that a name, the beginning of one, or `latest` means. */
  readonly resolve: (asked: string) => Promise<string>;
  /** Writes `run.json`: the summary, then the record. */
  readonly writeRun: (record: RunRecord, summary: RunSummary) => Promise<void>;
  /** Replaces a JSON file in a run's folder by a whole new one. */
  readonly writeJson: (runId: string, name: string, value: unknown) => Promise<void>;
}

/** What a store may be given beside its place. */
export interface RunStoreOptions {
  readonly disk?: Disk;
  /** Takes secrets out of what is written. */
  readonly mask?: MaskSecrets;
}

/** Opens the run store of the project in `root`; nothing is made until a run is created. */
export function openRunStore(root: string, options: RunStoreOptions = {}): RunStore {
  const store: StoreParts = {
    root,
    folder: join(root, '.pawl', 'runs'),
    disk: options.disk ?? machineDisk,
    mask: options.mask ?? maskNothing,
  };
  const folderOf = (runId: string): string => join(store.folder, runId);
  const journalOf = (runId: string): string => join(folderOf(runId), 'events.jsonl');
  const writeJson = (runId: string, name: string, value: unknown): Promise<void> =>
    usable(join(folderOf(runId), name), (path) =>
      writeWhole(path, `${JSON.stringify(store.mask(value), undefined, 2)}\n`),
    );
  const read = (runId: string): AsyncIterable<RunEvent> => readEvents(journalOf(runId), store.disk);
  return {
    folder: store.folder,
    newId: (now) => newId(store, now),
    create: (start) => createRun(store, start),
    resume: (runId, today) => resumeRun(store, runId, today),
    read,
    record: async (runId) => (await readRunFile(folderOf(runId))) ?? foldAll(runId, read(runId)),
    list: () => usable(store.folder, listRuns),
    resolve: async (asked) => findRun(asked, await usable(store.folder, listRuns)),
    writeRun: async (record, summary) => {
      const { runId } = record;
      const parts = await runFile(
        maskLong(record, store.mask),
        store.mask(summary),
        journalOf(runId),
      );
      return usable(join(folderOf(runId), 'run.json'), (path) => writeWhole(path, parts));
    },
    writeJson,
  };
}

/** Making the folder is what reserves the name. Names sort by time, those of one second too. */
async function newId(store: StoreParts, now: Date): Promise<string> {
  await prepareStore(store);
  for (;;) {
    const second = runIdAt(now, '');
    const names = await readdir(store.folder);
    const runId = `${second}${nextTail(names.filter((name) => name.startsWith(second)))}`;
    const folder = join(store.folder, runId);
    const made = await mkdir(folder, { mode: 0o700 }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw mendable(folder, error);
      },
    );
    if (made) return runId;
  }
}

/** A random tail that sorts after those that are taken. */
function nextTail(taken: readonly string[]): string {
  const tails = taken
    .map((name) => Number.parseInt(name.slice(-4), 16))
    .filter((tail) => !Number.isNaN(tail));
  const tail = tails.length === 0 ? randomInt(0x8000) : Math.max(...tails) + randomInt(1, 0x100);
  return tail.toString(16).padStart(4, '0');
}

/** A folder whose journal is empty belongs to no run yet. */
async function listRuns(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const begun = await Promise.all(names.map((name) => isBegun(join(folder, name, 'events.jsonl'))));
  return names
    .filter((name, index) => isRunId(name) && begun[index] === true)
    .toSorted()
    .toReversed();
}

function isBegun(journal: string): Promise<boolean> {
  return stat(journal).then(
    ({ size }) => size > 0,
    () => false,
  );
}

async function foldAll(runId: string, events: AsyncIterable<RunEvent>): Promise<RunRecord> {
  const fold = startFold();
  let count = 0;
  for await (const event of events) {
    fold.add(event);
    count += 1;
  }
  if (count > 0) return fold.record();
  throw new UsageError('empty-run', `Run ${runId} was cut short before its first record`, {
    hint: 'Go on with it by --resume, or start a new run.',
  });
}
