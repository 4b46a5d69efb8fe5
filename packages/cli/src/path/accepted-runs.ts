import { join } from 'node:path';

import type { RunRecord } from '@pawl/core';
import type { RunStore } from '@pawl/runner';

import type { Cell } from './find-baselines.ts';
import { isThere } from './is-there.ts';

const fileName = 'accepted.json';

/** What a run's folder says about its acceptance. */
export interface Acceptance {
  readonly format: 1;
  /** ISO date-time. */
  readonly at: string;
  readonly cells: readonly Cell[];
}

/** Notes in the run's folder that its values were accepted as a baseline. */
export async function markAccepted(
  store: RunStore,
  runId: string,
  acceptance: Acceptance,
): Promise<void> {
  await store.writeJson(runId, fileName, acceptance);
}

/** The newest accepted run that holds the cell. */
export async function newestAccepted(store: RunStore, cell: Cell): Promise<RunRecord | undefined> {
  for (const runId of await store.list()) {
    if (!(await isThere(join(store.folder, runId, fileName)))) continue;
    const record = await store.record(runId);
    const holds = record.cells.some((one) => one.set === cell.set && one.target === cell.target);
    if (holds) return record;
  }
  return undefined;
}
