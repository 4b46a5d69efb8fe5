import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Plan, RunEvent, RunStarted, RunSummary, TrialKey } from '@pawl/core';

import { openRunStore, type RunStore } from '../store/run-store.ts';
import { modelTarget, smallPlan, startOf } from './small-plan.ts';

/** Five cases on one model. */
export const plan: Plan = smallPlan(5, { targets: [modelTarget('gpt')] });
export const runId = '20261120-110512-4f2a';
/** The first event of the run. */
export const start: RunStarted = startOf(plan, runId);

/** Which trial is the `index`-th. */
export const key = (index: number): TrialKey => ({
  index,
  set: 'small',
  case: `case-${index}`,
  target: 'gpt',
  trial: 0,
});

/** Its last event. */
export const finished = (index: number): RunEvent => ({
  type: 'trial-finished',
  ...key(index),
  request: `r${index}`,
  result: { kind: 'answered', output: { text: `${index}` }, scores: [], durationMs: 1 },
});

/** What `run.json` begins with. */
export const summary: RunSummary = {
  format: 1,
  runId,
  outcome: 'complete',
  planned: 5,
  executed: 5,
  scored: 5,
  faulted: 0,
  cells: [],
};

/** A store with one run, where it lies, and its journal. */
export interface StoredRun {
  readonly root: string;
  readonly store: RunStore;
  readonly folder: string;
  readonly journal: string;
}

/** A new store in a temporary folder that holds one run with these events. */
export async function storeWith(
  events: readonly RunEvent[],
  first: RunStarted = start,
): Promise<StoredRun> {
  const root = await temporary();
  const store = openRunStore(root);
  const writer = await store.create(first);
  await writer.write([first, ...events]);
  await writer.close();
  return { root, store, journal: join(writer.folder, 'events.jsonl'), folder: writer.folder };
}

/** A temporary folder. */
export const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'pawl-store-'));
