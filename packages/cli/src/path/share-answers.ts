import type { BaselineAnswer, BaselineCase, PlannedTrial, Score, ScorerSpec } from '@pawl/core';

import type { SharedScores } from './execute-work.ts';
import { pairKey } from './pair-key.ts';

/**
 * Gives a trial the baseline's values when the same question would be asked again: same case, same
 * scorers, same rendered request to a target whose configuration shows all there is to know.
 */
export function shareAnswers(answers: readonly BaselineAnswer[]): SharedScores {
  const found = new Map(
    answers.flatMap((answer) =>
      answer.kind === 'found' ? [[pairKey(answer.set, answer.target), answer.baseline]] : [],
    ),
  );
  return (trial, digest) => {
    const baseline = found.get(pairKey(trial.set.name, trial.target.name));
    const known = baseline?.cases.get(trial.case.id);
    if (baseline === undefined || known === undefined || !trial.target.transparent)
      return undefined;
    if (known.request !== digest || known.hash !== trial.case.hash) return undefined;
    if (!trial.set.scorers.every((spec) => baseline.header.scorers[spec.name] === spec.digest)) {
      return undefined;
    }
    return scoresOf(trial, known);
  };
}

/** All of the trial's scores, or none: half an answer is no answer. */
function scoresOf(trial: PlannedTrial, known: BaselineCase): readonly Score[] | undefined {
  const scores: Score[] = [];
  for (const { name: scorer } of scorersOf(trial)) {
    const value = known.scores[scorer]?.[trial.trial];
    if (value === undefined) return undefined;
    scores.push({ kind: 'scored', scorer, value });
  }
  return scores.length === 0 ? undefined : scores;
}

const scorersOf = (trial: PlannedTrial): readonly ScorerSpec[] => [
  ...trial.set.scorers,
  ...trial.case.scorers,
];
