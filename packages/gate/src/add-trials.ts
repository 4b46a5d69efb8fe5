import type { Baseline, BaselineAnswer, BaselineCase, RunRecord } from '@pawl/core';

import { toBaseline } from './to-baseline.ts';

/** A baseline that was found, the values of each case followed by those of its further trials in a run. */
export function addTrials(answer: BaselineAnswer, record: RunRecord): BaselineAnswer {
  if (answer.kind !== 'found') return answer;
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
