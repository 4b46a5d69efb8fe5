import type { CaseRecord, CaseStamp, RunRecord, ScorerStamp, TrialRecord } from '@pawl/core';

import { readValues, sortedById, type Arm, type ArmCase, type ArmScorer } from './arm.ts';

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

function toArmCase(
  stamp: CaseStamp,
  finished: CaseRecord | undefined,
  options: ReadOptions,
): ArmCase {
  return {
    id: stamp.id,
    hash: stamp.hash,
    ...(finished?.request === undefined ? {} : { request: finished.request }),
    ...(stamp.cluster === undefined ? {} : { cluster: stamp.cluster }),
    ...(stamp.tags === undefined ? {} : { tags: stamp.tags }),
    read: (scorer, passAt) => {
      const scope = options.scorers.get(scorer);
      if (scope === undefined || scope.cases?.has(stamp.id) === false) return undefined;
      return readValues(trialValues(finished?.trials ?? [], scorer, { ...options, stamp }), passAt);
    },
  };
}

function trialValues(
  trials: readonly TrialRecord[],
  scorer: string,
  options: MissingValues & { readonly stamp: CaseStamp },
): number[] {
  const values: number[] = [];
  for (const trial of trials) {
    const value = trialValue(trial, scorer, options.onTimeout);
    if (value !== undefined) values.push(value);
  }
  if (options.fill === undefined) return values;
  while (values.length < options.stamp.trials) values.push(options.fill);
  return values;
}

/** The value that one scorer gave to one trial; `undefined` when there is none on the scale. */
export function trialValue(
  trial: TrialRecord,
  scorer: string,
  onTimeout: 'fault' | 'fail' = 'fault',
): number | undefined {
  if (trial.kind === 'faulted') {
    return trial.fault.code === 'timeout' && onTimeout === 'fail' ? 0 : undefined;
  }
  for (const score of trial.scores) {
    if (score.scorer !== scorer || score.kind !== 'scored') continue;
    return score.value >= 0 && score.value <= 1 ? score.value : undefined;
  }
  return undefined;
}
