import type { RunRecord, TrialFinished } from '@pawl/core';
import type { RunStore } from '@pawl/runner';

import { isUnreadable } from './read-history.ts';

/** Whole records and their outputs, each read once. */
export interface Records {
  /** Nothing where no store holds the run. */
  readonly record: (runId: string) => Promise<RunRecord | undefined>;
  /** The finished trials of some cases of a run. */
  readonly trials: (
    runId: string,
    keep: (event: TrialFinished) => boolean,
  ) => Promise<readonly TrialFinished[]>;
}

/** Looks a run up in several stores, then among what was accepted. */
export function openRecords(
  stores: readonly RunStore[],
  accepted: (runId: string) => RunRecord | undefined = () => undefined,
): Records {
  const places = locate(stores);
  const known = new Map<string, Promise<RunRecord | undefined>>();
  return {
    record: (runId) => {
      const found =
        known.get(runId) ??
        places
          .then((map) => readRecord(map.get(runId), runId))
          .then((record) => record ?? accepted(runId));
      known.set(runId, found);
      return found;
    },
    trials: async (runId, keep) => readTrials((await places).get(runId), runId, keep),
  };
}

/** A run that can no longer be read has no record; its facts may still be known. */
async function readRecord(
  store: RunStore | undefined,
  runId: string,
): Promise<RunRecord | undefined> {
  try {
    return await store?.record(runId);
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

async function locate(stores: readonly RunStore[]): Promise<ReadonlyMap<string, RunStore>> {
  const lists = await Promise.all(stores.map((store) => store.list()));
  return new Map(
    stores.flatMap((store, at) => (lists[at] ?? []).map((runId) => [runId, store] as const)),
  );
}

/** A later result of a trial takes the place of a fault. */
async function readTrials(
  store: RunStore | undefined,
  runId: string,
  keep: (event: TrialFinished) => boolean,
): Promise<readonly TrialFinished[]> {
  const trials = new Map<number, TrialFinished>();
  if (store === undefined) return [];
  try {
    for await (const event of store.read(runId)) {
      if (event.type !== 'trial-finished' || !keep(event)) continue;
      if (trials.get(event.index)?.result.kind !== 'answered') trials.set(event.index, event);
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error;
  }
  return [...trials.values()].toSorted((a, b) => a.index - b.index);
}
