import { join } from 'node:path';

import type { Baseline, BaselineAnswer, BaselineCase, RunRecord } from '@pawl/core';
import { toBaseline } from '@pawl/gate';

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

function withTrialsOf(answer: BaselineAnswer, record: RunRecord): BaselineAnswer {
  if (answer.kind !== 'found' || answer.baseline.header.commit !== record.commit) return answer;
  const more = toBaseline(record, answer);
  if (more === undefined) return answer;
  const baseline = joinTrials(answer.baseline, more);
  return { ...answer, baseline, source: `${answer.source}, confirmed` };
}

function joinTrials(accepted: Baseline, more: Baseline): Baseline {
  const cases = new Map(
    [...accepted.cases].map(([id, row]): [string, BaselineCase] => {
      const further = more.cases.get(id);
      if (further === undefined || further.hash !== row.hash) return [id, row];
      const scores = Object.entries(row.scores).map(([scorer, values]) => [
        scorer,
        [...values, ...(further.scores[scorer] ?? [])],
      ]);
      return [id, { ...row, scores: Object.fromEntries(scores) }];
    }),
  );
  return { ...accepted, cases };
}
