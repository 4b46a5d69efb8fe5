import {
  foldRun,
  makePlan,
  type Baseline,
  type BaselineAnswer,
  type EvalSet,
  type RunEvent,
  type RunRecord,
} from '@pawl/core';
import { toBaseline } from '@pawl/gate';

import { stampPlan } from './carry-out.ts';
import { scoreAgain } from './score-again.ts';
import type { Workroom } from './workroom.ts';

type Found = Extract<BaselineAnswer, { readonly kind: 'found' }>;

/**
 * Where only the scorers changed since the baseline and its run's outputs are at hand, scores these again
 * under today's scorers, so that like is compared with like. Every other answer stays as it is.
 */
export async function rescoreBaselines(
  room: Workroom,
  answers: readonly BaselineAnswer[],
): Promise<readonly BaselineAnswer[]> {
  const runs = new Set(await room.store.list());
  const rescored: BaselineAnswer[] = [];
  for (const answer of answers) {
    const set = room.project.sets.find((one) => one.name === answer.set);
    const isStale =
      set !== undefined && answer.kind === 'found' && scorersChanged(set, answer.baseline);
    if (!isStale || !runs.has(answer.baseline.header.runId)) rescored.push(answer);
    else rescored.push((await rescore(room, set, answer)) ?? answer);
  }
  return rescored;
}

function scorersChanged(set: EvalSet, { header }: Baseline): boolean {
  return set.scorers.some((spec) => header.scorers[spec.name] !== spec.digest);
}

async function rescore(room: Workroom, set: EvalSet, answer: Found): Promise<Found | undefined> {
  const { header, cases } = answer.baseline;
  const target = room.project.targets.get(answer.target);
  if (target === undefined) return undefined;
  const record = await room.store.record(header.runId);
  const trials = trialsOf(record, answer);
  const plan = makePlan([{ set, targets: [target] }], {
    keep: (_set, evalCase) => cases.get(evalCase.id)?.hash === evalCase.hash,
    trials: (_set, evalCase) => trials.get(evalCase.id) ?? 0,
  });
  const start = await stampPlan(room, plan, { resume: header.runId });
  const events: RunEvent[] = [];
  const again = scoreAgain({
    plan,
    start,
    events: room.store.read(header.runId),
    scoreTrial: room.scoreTrial,
    at: header.at,
  });
  for await (const event of again) events.push(event);
  const fresh = toBaseline(foldRun(events), answer);
  if (fresh === undefined) return undefined;
  const { scorers } = fresh.header;
  return {
    ...answer,
    baseline: { header: { ...header, scorers }, cases: new Map([...cases, ...fresh.cases]) },
    rescoredFrom: header.scorers,
    source: `${answer.source}, its outputs scored again`,
  };
}

function trialsOf(
  record: RunRecord,
  cell: { readonly set: string; readonly target: string },
): ReadonlyMap<string, number> {
  const found = record.cells.find((one) => one.set === cell.set && one.target === cell.target);
  return new Map(found?.cases.map((one) => [one.case, one.trials.length]));
}
