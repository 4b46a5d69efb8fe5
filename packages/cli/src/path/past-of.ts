import type { RunRecord } from '@pawl/core';
import { isPassed } from '@pawl/gate';
import type { CaseHistory } from '@pawl/report';
import type { RunHead } from '@pawl/runner';

import { openRecords, type Records } from '../report/records.ts';
import type { World } from '../world.ts';
import type { History } from './open-history.ts';
import { openIndex } from './open-index.ts';

/** A case of a run. */
export interface CaseOfRun {
  readonly record: RunRecord;
  readonly set: string;
  readonly case: string;
}

/** Other runs of a case that are shown, and runs that are read for them: a case may be new, or have been gone. */
const limits = { shown: 20, read: 60 };

/** What other runs say of a case: the newest of them on each target of its set, the oldest first. */
export async function pastOf(
  world: World,
  { root, store }: History,
  wanted: CaseOfRun,
): Promise<readonly CaseHistory[]> {
  const index = await openIndex(world, root, store);
  const records = openRecords([store]);
  const stamp = wanted.record.sets.find(({ name }) => name === wanted.set);
  const found: CaseHistory[] = [];
  try {
    for (const target of stamp?.targets ?? []) {
      const listed = index.listRuns({ set: wanted.set, target, limit: limits.read });
      const others = listed.filter(({ runId }) => runId !== wanted.record.runId);
      found.push(...(await pastOn(target, wanted, { others, records })));
    }
  } finally {
    index.close();
  }
  return found;
}

interface OtherRuns {
  /** The newest first. */
  readonly others: readonly RunHead[];
  readonly records: Records;
}

async function pastOn(
  target: string,
  wanted: CaseOfRun,
  { others, records }: OtherRuns,
): Promise<readonly CaseHistory[]> {
  const past: CaseHistory[] = [];
  for (const head of others) {
    if (past.length >= limits.shown) break;
    const record = await records.record(head.runId);
    past.push(...entryOf(target, wanted, { head, record }));
  }
  return past.toReversed();
}

/** Judged by the scorers that decide in the run that is shown. */
function entryOf(
  target: string,
  { record: shown, set, case: id }: CaseOfRun,
  { head, record }: { readonly head: RunHead; readonly record: RunRecord | undefined },
): CaseHistory[] {
  const stamp = shown.sets.find(({ name }) => name === set);
  const cell = record?.cells.find((one) => one.set === set && one.target === target);
  const trials = cell?.cases.find((one) => one.case === id)?.trials;
  if (stamp === undefined || trials === undefined) return [];
  const passed = trials.filter((trial) => isPassed({ case: id, trials: [trial] }, stamp)).length;
  return [{ runId: head.runId, at: head.startedAt, target, passed, trials: trials.length }];
}
