import { join } from 'node:path';

import type { BaselineAnswer, RunRecord } from '@pawl/core';
import { addTrials } from '@pawl/gate';

import { readResults } from './read-results.ts';
import { isResultsError } from './results-error.ts';

/** Where a run keeps the further trials of its baseline's commit. */
export const confirmationFolder = 'confirmed-base';

/** Baselines with the further trials that a confirmation measured at their own commit. */
export interface Confirmed {
  readonly baselines: readonly BaselineAnswer[];
  readonly confirmed?: { readonly trials: number; readonly cases: number };
}

/** Joins what `pawl check --confirm` measured of the base; without such a run, the baselines stand as they are. */
export async function joinConfirmation(
  run: string,
  baselines: readonly BaselineAnswer[],
): Promise<Confirmed> {
  const commits = baselines.flatMap((answer) =>
    answer.kind === 'found' ? (answer.baseline.header.commit ?? []) : [],
  );
  const record = await readConfirmation(join(run, confirmationFolder), commits);
  if (record === undefined) return { baselines };
  const stamps = record.sets.flatMap((set) => set.cases);
  const trials = Math.max(0, ...stamps.map((stamp) => stamp.trials));
  return {
    baselines: baselines.map((answer) => withTrialsOf(answer, record)),
    confirmed: { trials, cases: stamps.length },
  };
}

async function readConfirmation(
  folder: string,
  commits: readonly string[],
): Promise<RunRecord | undefined> {
  try {
    return await readResults(folder, { commits });
  } catch (error) {
    if (isResultsError(error) && error.defect === 'missing') return undefined;
    throw error;
  }
}

/** Trials of another commit than the baseline's say nothing about it. */
function withTrialsOf(answer: BaselineAnswer, record: RunRecord): BaselineAnswer {
  const isOfCommit = answer.kind === 'found' && answer.baseline.header.commit === record.commit;
  return isOfCommit ? addTrials(answer, record) : answer;
}
