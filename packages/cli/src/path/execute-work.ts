import {
  isUsageError,
  type PlannedTrial,
  type RunRecord,
  type RunSummary,
  type Score,
} from '@pawl/core';
import { summarize } from '@pawl/gate';

import type { RunFlags } from '../grammar/flags.ts';
import { carryOut } from './carry-out.ts';
import type { Work } from './open-work.ts';
import { reopenInIndex } from './reopen-in-index.ts';
import { showProgress } from './show-progress.ts';
import type { Workroom } from './workroom.ts';

/** A record and its numbers. */
export interface Executed {
  readonly record: RunRecord;
  readonly summary: RunSummary;
}

/** Baseline values for equal requests. */
export type SharedScores = (trial: PlannedTrial, digest: string) => readonly Score[] | undefined;

/** Carries out a plan with progress, cache and record, and keeps the run's files. */
export async function executeWork(
  work: Work,
  flags: RunFlags,
  shared?: SharedScores,
): Promise<Executed> {
  const { room, plan, resume, partial, terms } = work;
  if (resume !== undefined) reopenInIndex(room.project.root, resume);
  const progress = await showProgress(room.world, flags, {
    planned: plan.planned,
    standstill: () => room.calls.standstill,
  });
  const cache = room.openCache(terms.cache ?? 'use');
  try {
    const record = await carryOut(room, plan, {
      partial,
      cache,
      ...(Object.keys(terms).length === 0 ? {} : { flags: terms }),
      onEvent: progress.onEvent,
      ...(resume === undefined ? {} : { resume }),
      ...(shared === undefined ? {} : { shared }),
    });
    const summary = summarize(record);
    await keepRun(room, record, summary);
    return { record, summary };
  } finally {
    cache.close();
    progress.end();
  }
}

/** The journal is what counts: `run.json` is made of it, so that a disk which has no room for it takes nothing away. */
async function keepRun({ store, world }: Workroom, record: RunRecord, summary: RunSummary) {
  try {
    await store.writeRun(record, summary);
  } catch (error) {
    if (!isUsageError(error)) throw error;
    world.stderr.write(`${error.message}; what was answered is safe without it, in events.jsonl\n`);
  }
}
