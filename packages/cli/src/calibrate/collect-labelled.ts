import type { Calibration, RunEvent, Score, TrialFinished } from '@pawl/core';
import { measureAgreement, type LabelledScore } from '@pawl/gate';

import type { HumanLabels } from './human-labels.ts';

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
  const byTarget = new Map<string, LabelledScore[]>(trials.targets.map((name) => [name, []]));
  const leftOut = { unlabelled: 0, unscored: 0, faulted: 0 };
  for await (const event of trials.events) {
    if (event.type !== 'trial-finished') continue;
    const found = readTrial(event, trials);
    if (typeof found === 'string') leftOut[found] += 1;
    else {
      if (found.labels.length === 0) leftOut.unlabelled += 1;
      byTarget.get(event.target)?.push(found);
    }
  }
  return {
    set: trials.set,
    scorer: trials.scorer,
    labels: trials.labels.paths,
    overall: measureAgreement([...byTarget.values()].flat()),
    targets: [...byTarget].map(([target, scores]) => ({ target, ...measureAgreement(scores) })),
    leftOut,
  };
}

function readTrial(
  { result }: TrialFinished,
  { scorer, passAt, labels }: LabelledTrials,
): LabelledScore | 'unscored' | 'faulted' {
  if (result.kind === 'faulted') return 'faulted';
  const score = result.scores.find((one: Score) => one.scorer === scorer);
  if (score === undefined || score.kind === 'unscored') return 'unscored';
  return { passed: score.value >= passAt, labels: labels.read(result.output?.row) };
}
