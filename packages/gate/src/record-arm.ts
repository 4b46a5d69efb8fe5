import type {
  CaseRecord,
  CaseStamp,
  RecordCell,
  RunRecord,
  ScorerStamp,
  SetStamp,
  TrialRecord,
} from '@pawl/core';

import {
  isShare,
  sortedById,
  type Arm,
  type ArmCase,
  type ArmScorer,
  type Reading,
} from './arm.ts';

/** How a run's missing values are read. */
export interface MissingValues {
  /** Value of every planned trial that has none; left out: it stays missing. */
  readonly fill?: 0 | 1;
  /** `fail`: a timeout scores 0. */
  readonly onTimeout?: 'fault' | 'fail';
}

/** One set on one target of a run as one side of a comparison; `undefined` when the run has no such cell. */
export function recordArm(
  record: RunRecord,
  place: { readonly set: string; readonly target: string },
  missing: MissingValues = {},
): Arm | undefined {
  const stamp = record.sets.find((one) => one.name === place.set);
  const cell = record.cells.find((one) => one.set === place.set && one.target === place.target);
  if (stamp === undefined || cell === undefined) return undefined;
  const scorers = new Map(stamp.scorers.map((one) => [one.name, toArmScorer(one)]));
  const finished = new Map(cell.cases.map((one) => [one.case, one]));
  const cases = sortedById(stamp.cases).map((one) =>
    toArmCase(one, finished.get(one.id), { ...missing, scorers }),
  );
  return { ...place, scorers, cases, byId: new Map(cases.map((one) => [one.id, one])) };
}

function toArmScorer(stamp: ScorerStamp): ArmScorer {
  return {
    digest: stamp.digest,
    ...(stamp.judge === undefined ? {} : { judge: stamp.judge }),
    ...(stamp.cases === undefined ? {} : { cases: new Set(stamp.cases) }),
  };
}

interface ReadOptions extends MissingValues {
  readonly scorers: ReadonlyMap<string, ArmScorer>;
}

/** One planned case of a run, and its trials that finished. */
export interface RecordedCase {
  readonly stamp: CaseStamp;
  readonly trials: readonly TrialRecord[];
}

/** Every planned case of a set on a target, in plan order, one by one. */
export function* recordedCases(set: SetStamp, cell: RecordCell): Generator<RecordedCase> {
  const finished = new Map<string, CaseRecord>();
  for (const one of cell.cases) finished.set(one.case, one);
  for (const stamp of set.cases) yield { stamp, trials: finished.get(stamp.id)?.trials ?? [] };
}

function toArmCase(
  stamp: CaseStamp,
  finished: CaseRecord | undefined,
  options: ReadOptions,
): ArmCase {
  return {
    id: stamp.id,
    hash: stamp.hash,
    request: finished?.request,
    cluster: stamp.cluster,
    tags: stamp.tags,
    read: (scorer, passAt) => {
      const scope = options.scorers.get(scorer);
      if (scope === undefined || scope.cases?.has(stamp.id) === false) return undefined;
      const { fill, onTimeout } = options;
      return readTrials(finished?.trials ?? [], { fill, onTimeout, scorer, passAt, stamp });
    },
  };
}

/** How the trials of a case are read. */
interface TrialQuestion {
  readonly fill?: 0 | 1 | undefined;
  readonly onTimeout?: 'fault' | 'fail' | undefined;
  readonly scorer: string;
  readonly passAt: number;
  readonly stamp: Pick<CaseStamp, 'trials'>;
}

/** Reads the trials under one scorer where they are; what is missing counts as the fill, where there is one. */
export function readTrials(
  trials: readonly TrialRecord[],
  asked: TrialQuestion,
): Reading | undefined {
  let total = 0;
  let count = 0;
  let passedTrials = 0;
  for (const trial of trials) {
    const value = trialValue(trial, asked.scorer, asked.onTimeout);
    if (value === undefined) continue;
    total += value;
    count += 1;
    if (value >= asked.passAt) passedTrials += 1;
  }
  if (asked.fill !== undefined && count < asked.stamp.trials) {
    const missing = asked.stamp.trials - count;
    total += asked.fill * missing;
    count += missing;
    if (asked.fill >= asked.passAt) passedTrials += missing;
  }
  if (count === 0) return undefined;
  return { mean: total / count, passed: passedTrials === count, trials: count, passedTrials };
}

/** The value that one scorer gave to one trial; `undefined` when there is none on the scale. */
export function trialValue(
  trial: TrialRecord,
  scorer: string,
  onTimeout?: 'fault' | 'fail',
): number | undefined {
  if (trial.kind === 'faulted') {
    return trial.fault.code === 'timeout' && onTimeout === 'fail' ? 0 : undefined;
  }
  for (const score of trial.scores) {
    if (score.scorer !== scorer || score.kind !== 'scored') continue;
    return isShare(score.value) ? score.value : undefined;
  }
  return undefined;
}
