import type {
  Calibration,
  ConfusionCounts,
  ResampledAgreement,
  RunEvent,
  Score,
  TrialFinished,
  UnreadableLabel,
} from '@pawl/core';
import {
  countConfusion,
  fewestLabels,
  measureAgreement,
  measureOrders,
  resampleAgreement,
  type BothOrders,
  type LabelledScore,
} from '@pawl/gate';

import type { HumanLabels } from './human-labels.ts';
import { readOrders } from './read-orders.ts';

/** What a calibration is made of. */
export interface LabelledTrials {
  readonly set: string;
  readonly scorer: string;
  readonly passAt: number;
  readonly labels: HumanLabels;
  readonly targets: readonly string[];
  readonly events: AsyncIterable<RunEvent>;
}

/** Reads each trial once, and holds the scorer against people for every target and for all together. */
export async function collectLabelled(trials: LabelledTrials): Promise<Calibration> {
  const byTarget = new Map<string, LabelledTrial[]>(trials.targets.map((name) => [name, []]));
  const unreadable: UnreadableLabel[] = [];
  const leftOut = { unlabelled: 0, unscored: 0, faulted: 0 };
  for await (const event of trials.events) {
    if (event.type !== 'trial-finished') continue;
    const found = readTrial(event, trials);
    unreadable.push(...unreadableIn(event, trials));
    if (typeof found === 'string') leftOut[found] += 1;
    else {
      if (found.labels.length === 0) leftOut.unlabelled += 1;
      byTarget.get(event.target)?.push(found);
    }
  }
  const all = [...byTarget.values()].flat();
  const told = unreadable.slice(0, 20);
  const overall = measureAgreement(all);
  const resampled = overall.figures === undefined ? undefined : resampleCases(all);
  const pairs = all.flatMap((one) => one.orders);
  const orders = pairs.length < fewestLabels ? undefined : measureOrders(pairs);
  return {
    set: trials.set,
    scorer: trials.scorer,
    labels: trials.labels.paths,
    overall,
    targets: [...byTarget].map(([target, scores]) => ({ target, ...measureAgreement(scores) })),
    ...(resampled === undefined ? {} : { resampled }),
    ...(orders === undefined ? {} : { orders }),
    leftOut,
    ...(told.length === 0 ? {} : { unreadable: { many: unreadable.length, labels: told } }),
  };
}

/** Labels that are neither a truth value nor a share, with their place. */
function unreadableIn(
  event: TrialFinished,
  { labels }: LabelledTrials,
): readonly UnreadableLabel[] {
  const { case: caseId, target, trial, result } = event;
  if (result.kind === 'faulted') return [];
  return labels.odd(result.output?.row).map(({ path, value }) => ({
    target,
    case: caseId,
    trial,
    path,
    value: JSON.stringify(value),
  }));
}

/** A labelled output, the case it answers, and both orders where its scorer compared answers. */
interface LabelledTrial extends LabelledScore {
  readonly caseId: string;
  readonly orders: readonly BothOrders[];
}

function resampleCases(trials: readonly LabelledTrial[]): ResampledAgreement | undefined {
  const labelled = trials.filter((trial) => trial.labels.length > 0);
  const byCase = Map.groupBy(labelled, (trial) => trial.caseId);
  const cases: ConfusionCounts[] = [...byCase.values()].map(countConfusion);
  return resampleAgreement(cases);
}

function readTrial(
  { case: caseId, result }: TrialFinished,
  { scorer, passAt, labels }: LabelledTrials,
): LabelledTrial | 'unscored' | 'faulted' {
  if (result.kind === 'faulted') return 'faulted';
  const score = result.scores.find((one: Score) => one.scorer === scorer);
  if (score === undefined || score.kind === 'unscored') return 'unscored';
  return {
    caseId,
    passed: score.value >= passAt,
    labels: labels.read(result.output?.row),
    orders: readOrders(score.metadata),
  };
}
