import { join } from 'node:path';

import {
  UsageError,
  type RunEvent,
  type RunStarted,
  type SetStamp,
  type TargetStamp,
} from '@pawl/core';

import { usable } from '../files/mendable.ts';
import { journalWriter } from '../journal/journal-writer.ts';
import { createRun, lockedJournal, type LockedJournal } from './create-run.ts';
import { readSoFar, type Crashed, type RunSoFar } from './read-run.ts';
import { runWriter, type RunWriter } from './run-writer.ts';
import { forgiveSync } from './store-doubt.ts';
import type { StoreParts } from './store-parts.ts';

/** A run that is gone on with. */
export interface ResumedRun {
  readonly writer: RunWriter;
  /** Plan indexes of the trials that need not run again. */
  readonly done: ReadonlySet<number>;
  /** Trials with code of the user's that were in flight when the runner died: to be run alone. */
  readonly suspects: ReadonlySet<number>;
  readonly start: RunStarted;
  /** US dollars that earlier processes paid, as far as prices are known. */
  readonly paidUsd: number;
  /** What was found and done, in words. */
  readonly notes: readonly string[];
}

/** Opens a run for going on: cuts a torn tail, and gives up trials that killed the runner twice. */
export async function resumeRun(
  store: StoreParts,
  runId: string,
  today: RunStarted,
): Promise<ResumedRun> {
  const folder = join(store.folder, runId);
  const journal = await lockedJournal(folder);
  const { path, unlock } = journal;
  try {
    const soFar = await readSoFar(path, store.disk);
    if (soFar === undefined) return await startOver(store, { path, unlock }, { ...today, runId });
    refuseOther(runId, soFar.start, today);
    return await goOn(store, { runId, folder, ...journal }, { soFar, today });
  } catch (error) {
    unlock();
    throw error;
  }
}

interface LockedRun extends LockedJournal {
  readonly runId: string;
  readonly folder: string;
}

/** Nothing had been written when the process died, so nothing was asked. */
async function startOver(
  store: StoreParts,
  { path, unlock }: Pick<LockedRun, 'path' | 'unlock'>,
  today: RunStarted,
): Promise<ResumedRun> {
  const file = await store.disk.openAppend(path);
  await file.truncate(0);
  await file.close();
  unlock();
  const writer = await createRun(store, today);
  const notes = [`${path} held no whole record; the run begins anew`];
  return { writer, done: new Set(), suspects: new Set(), start: today, paidUsd: 0, notes };
}

async function goOn(
  store: StoreParts,
  { runId, folder, path, unlock, doubts }: LockedRun,
  { soFar, today }: { readonly soFar: RunSoFar; readonly today: RunStarted },
): Promise<ResumedRun> {
  const { start, fold, done, torn } = soFar;
  const file = forgiveSync(await usable(path, store.disk.openAppend), path, doubts);
  if (torn !== undefined) await file.truncate(torn.from);
  const journal = journalWriter(file, path, await file.size());
  const parts = { runId, folder, journal, mask: store.mask, unlock, doubts };
  const writer = runWriter({ ...parts, earlier: fold });
  const own = [...soFar.crashes.values()].filter(({ event }) => runsUserCode(start, event));
  const killers = own.filter(({ times }) => times >= crashesToBlame).map(({ event }) => event);
  const notes = [
    ...(torn === undefined
      ? []
      : [`${path}:${torn.line}: the last ${torn.bytes} bytes were cut short and are dropped`]),
    ...killers.map((event) => crashMessage(event)),
  ];
  const events = resumedEvents({ today, notes, killers });
  for (const event of await writer.write(events)) fold.add(event);
  for (const { index } of killers) done.add(index);
  const suspects = new Set(own.map(({ event }) => event.index).filter((index) => !done.has(index)));
  return { writer, done, suspects, start, paidUsd: soFar.paidUsd, notes };
}

const crashesToBlame = 2;

const crashMessage = (event: Crashed['event']): string =>
  `The runner died ${crashesToBlame} times while trial ${event.trial} of case ${event.case} ran on ${event.target}`;

interface Resumption {
  readonly today: RunStarted;
  readonly notes: readonly string[];
  readonly killers: readonly Crashed['event'][];
}

function resumedEvents({ today, notes, killers }: Resumption): readonly RunEvent[] {
  const { at, harness } = today;
  return [
    { type: 'run-resumed', at, harness },
    ...notes.map((message): RunEvent => ({ type: 'run-noted', code: 'resumed', at, message })),
    ...killers.map((event): RunEvent => ({
      ...event,
      type: 'trial-finished',
      request: '',
      result: {
        kind: 'faulted',
        durationMs: 0,
        fault: { code: 'crashed-runner', message: crashMessage(event) },
      },
    })),
  ];
}

/** Only what runs inside our own process can take it down. */
function runsUserCode(start: RunStarted, event: Crashed['event']): boolean {
  const target = start.targets.find(({ name }) => name === event.target);
  const set = start.sets.find(({ name }) => name === event.set);
  return (
    target?.provider === 'module' || set?.scorers.some(({ type }) => type === 'module') === true
  );
}

function refuseOther(runId: string, then: RunStarted, today: RunStarted): void {
  const changed = [
    ...changedNames('set', then.sets, today.sets),
    ...changedNames('target', then.targets, today.targets),
  ];
  const sameShard = JSON.stringify(then.shard) === JSON.stringify(today.shard);
  if (changed.length === 0 && then.planDigest === today.planDigest && sameShard) return;
  const what = changed.length === 0 ? 'the plan is another' : `${changed.join(', ')} changed`;
  throw new UsageError('resume-refused', `Run ${runId} cannot be gone on with: ${what}`, {
    hint: 'Put the files and the options back as they were, or start a new run.',
  });
}

function changedNames(
  kind: 'set' | 'target',
  then: readonly (SetStamp | TargetStamp)[],
  today: readonly (SetStamp | TargetStamp)[],
): string[] {
  const digests = new Map(today.map(({ name, digest }) => [name, digest]));
  return then
    .filter(({ name, digest }) => digests.get(name) !== digest)
    .map(({ name }) => `${kind} ${name}`);
}
