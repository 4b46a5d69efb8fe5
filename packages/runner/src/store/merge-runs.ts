import { access } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { UsageError, type RunEvent, type RunRecord, type RunStarted } from '@pawl/core';

import { record } from '../execute/record.ts';
import { machineDisk } from '../files/disk.ts';
import { readEvents } from './read-run.ts';
import type { RunStore } from './run-store.ts';

/** Which run folders are joined, and where the joined run goes. */
export interface MergeRequest {
  readonly store: RunStore;
  /** Folders that hold an `events.jsonl` each, relative to `cwd`. */
  readonly folders: readonly string[];
  readonly cwd: string;
  readonly now: () => Date;
}

/**
 * Joins the shards of one plan into one run. Throws a `UsageError` unless every planned trial is there
 * exactly once; then nothing is written.
 */
export async function mergeRuns({ store, folders, cwd, now }: MergeRequest): Promise<RunRecord> {
  const shards = await Promise.all(folders.map((folder) => surveyShard(resolve(cwd, folder))));
  const [first] = shards;
  if (first === undefined) throw new UsageError('no-shards', 'There is no run folder to join.');
  refuseForeign(first, shards);
  const planned = countPlanned(first.start);
  refuseOverlap(shards);
  refuseGaps(shards, planned);
  const { shard: _shard, ...stamp } = first.start;
  const at = now();
  const start: RunStarted = {
    ...stamp,
    planned,
    runId: await store.newId(at),
    at: at.toISOString(),
  };
  return record(joined(start, shards, at), await store.create(start), { now });
}

interface ShardSurvey {
  readonly folder: string;
  readonly start: RunStarted;
  /** Plan indexes of its finished trials. */
  readonly finished: ReadonlySet<number>;
}

async function surveyShard(folder: string): Promise<ShardSurvey> {
  const finished = new Set<number>();
  let start: RunStarted | undefined;
  for await (const event of eventsOf(folder)) {
    if (event.type === 'run-started') start = event;
    if (event.type === 'trial-finished') finished.add(event.index);
  }
  if (start !== undefined) return { folder, start, finished };
  throw new UsageError('no-run', `${folder} holds no run.`, {
    hint: 'Name the folders of the shards: .pawl/runs/<run-id> of each job.',
  });
}

async function* eventsOf(folder: string): AsyncGenerator<RunEvent> {
  const journal = join(folder, 'events.jsonl');
  const isThere = await access(journal).then(
    () => true,
    () => false,
  );
  if (isThere) yield* readEvents(journal, machineDisk);
}

function refuseForeign(first: ShardSurvey, shards: readonly ShardSurvey[]): void {
  for (const shard of shards) {
    if (shard.start.planDigest === first.start.planDigest) continue;
    throw new UsageError(
      'foreign-shard',
      `${basename(shard.folder)} belongs to another plan than ${basename(first.folder)}.`,
      {
        hint: 'Run every shard from the same commit, with the same sets, targets and flags.',
      },
    );
  }
}

function countPlanned({ sets }: RunStarted): number {
  return sets.reduce(
    (sum, set) =>
      sum + set.targets.length * set.cases.reduce((trials, one) => trials + one.trials, 0),
    0,
  );
}

/** One run under two folders, or one folder twice. */
function refuseRepeated(shards: readonly ShardSurvey[]): void {
  const folders = new Map<string, string>();
  for (const { folder, start } of shards) {
    const before = folders.get(start.runId);
    folders.set(start.runId, folder);
    if (before === undefined) continue;
    const where = before === folder ? folder : `${before} and ${folder}`;
    throw new UsageError('shard-twice', `${nameShard(start)} is given twice: ${where}.`, {
      hint: 'Name each folder once.',
    });
  }
}

function refuseOverlap(shards: readonly ShardSurvey[]): void {
  refuseRepeated(shards);
  const owners = new Map<number, string>();
  for (const { folder, finished } of shards) {
    for (const index of finished) {
      const owner = owners.get(index);
      if (owner !== undefined) {
        throw new UsageError(
          'shard-twice',
          `Trial ${index} of the plan is in ${basename(owner)} and in ${basename(folder)}.`,
          {
            hint: 'Give each shard once; of a job that ran twice, take the newer folder.',
          },
        );
      }
      owners.set(index, folder);
    }
  }
}

function refuseGaps(shards: readonly ShardSurvey[], planned: number): void {
  const finished = shards.reduce((sum, shard) => sum + shard.finished.size, 0);
  if (finished === planned) return;
  const given = shards.map(({ start }) => nameShard(start)).join(', ');
  throw new UsageError(
    'shard-missing',
    `${planned - finished} of ${planned} planned trials are in none of the folders (given: ${given}).`,
    {
      hint: 'Add the folder of the missing shard, or finish it with `pawl run --resume`.',
    },
  );
}

function nameShard({ shard, runId }: RunStarted): string {
  return shard === undefined ? `run ${runId}` : `shard ${shard.index}/${shard.count}`;
}

async function* joined(
  start: RunStarted,
  shards: readonly ShardSurvey[],
  at: Date,
): AsyncGenerator<RunEvent> {
  yield start;
  for (const { folder } of shards) {
    for await (const event of eventsOf(folder)) {
      if (event.type === 'trial-finished' || event.type === 'run-noted') yield event;
    }
  }
  yield { type: 'run-finished', at: at.toISOString() };
}
