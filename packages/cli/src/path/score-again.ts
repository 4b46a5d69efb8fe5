import {
  plannedTrials,
  type Plan,
  type PlannedTrial,
  type RunEvent,
  type RunStarted,
  type Score,
  type ScorerSpec,
  type TrialFinished,
  type TrialResult,
} from '@pawl/core';

import type { TrialScorer } from './score-trial.ts';

/** What is scored again: the outputs of an earlier run, under the plan and the definitions of another time. */
export interface Rescoring {
  readonly plan: Plan;
  readonly start: RunStarted;
  /** The events of the earlier run. */
  readonly events: AsyncIterable<RunEvent>;
  readonly scoreTrial: TrialScorer;
  /** ISO date-time of the new scores. */
  readonly at: string;
}

/** The events of a run whose outputs are taken from an earlier one; no target is called. */
export async function* scoreAgain({
  plan,
  start,
  events,
  scoreTrial,
  at,
}: Rescoring): AsyncGenerator<RunEvent> {
  yield start;
  const planned = new Map(Array.from(plannedTrials(plan), (trial) => [keyOf(toKey(trial)), trial]));
  let before: RunStarted | undefined;
  for await (const event of events) {
    if (event.type === 'run-started') before = event;
    const trial = event.type === 'trial-finished' ? planned.get(keyOf(event)) : undefined;
    if (event.type !== 'trial-finished' || trial === undefined) continue;
    const isSame = sameScorer(before, trial);
    const result = await rescore(trial, event.result, { scoreTrial, isSame });
    yield { ...event, index: trial.index, result };
  }
  yield { type: 'run-finished', at };
}

type Key = Pick<TrialFinished, 'set' | 'case' | 'target' | 'trial'>;

const toKey = ({ set, case: evalCase, target, trial }: PlannedTrial): Key => ({
  set: set.name,
  case: evalCase.id,
  target: target.name,
  trial,
});

const keyOf = (key: Key): string => JSON.stringify([key.set, key.case, key.target, key.trial]);

/** Tells whether a scorer and what it judges are as they were in the earlier run: then its score still holds. */
function sameScorer(before: RunStarted | undefined, trial: PlannedTrial): IsSame {
  const set = before?.sets.find((one) => one.name === trial.set.name);
  const stamp = set?.cases.find((one) => one.id === trial.case.id);
  if (stamp?.hash !== trial.case.hash) return () => false;
  const digests = new Map(set?.scorers.map((scorer) => [scorer.name, scorer.digest]));
  return ({ name, digest }) => ['in-case', digest].includes(digests.get(name) ?? '');
}

type IsSame = (spec: ScorerSpec) => boolean;

async function rescore(
  trial: PlannedTrial,
  result: TrialResult,
  { scoreTrial, isSame }: { readonly scoreTrial: TrialScorer; readonly isSame: IsSame },
): Promise<TrialResult> {
  if (result.kind === 'faulted') return result;
  const { output, durationMs, costUsd, savedUsd } = result;
  const worth = (costUsd ?? 0) + (savedUsd ?? 0);
  const paid = {
    durationMs,
    cached: true as const,
    costUsd: 0,
    ...(worth === 0 ? {} : { savedUsd: worth }),
  };
  if (output === undefined) {
    return { kind: 'answered', scores: withoutOutput(trial, result.scores, isSame), ...paid };
  }
  const took = output.latencyMs ?? durationMs;
  const answer = {
    output,
    ...(took === 0 ? {} : { durationMs: took }),
    ...(costUsd === undefined ? {} : { costUsd }),
  };
  return { kind: 'answered', output, scores: await scoreTrial(trial, answer), ...paid };
}

/** An answer that was shared with the baseline left no output behind: only a scorer that did not change has a say. */
function withoutOutput(
  trial: PlannedTrial,
  before: readonly Score[],
  isSame: IsSame,
): readonly Score[] {
  return [...trial.set.scorers, ...trial.case.scorers].map((spec) => {
    const known = before.find((score) => score.scorer === spec.name);
    if (known !== undefined && isSame(spec)) return known;
    return { kind: 'unscored', scorer: spec.name, reason: noOutput };
  });
}

const noOutput =
  'The answer was shared with the baseline, which keeps no outputs; run the case to score it again';
