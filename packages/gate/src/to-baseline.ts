import type {
  Baseline,
  BaselineCase,
  BaselineHeader,
  CaseRecord,
  CaseStamp,
  RunRecord,
  SetStamp,
} from '@pawl/core';

import { compareText } from './arm.ts';
import { policyJson } from './policy-json.ts';
import { trialValue } from './record-arm.ts';
import { worthUsd } from './tally-run.ts';

/** The accepted values of one set on one target, taken from a run; `undefined` when the run has no such cell. */
export function toBaseline(
  record: RunRecord,
  place: { readonly set: string; readonly target: string },
): Baseline | undefined {
  const set = record.sets.find((one) => one.name === place.set);
  const cell = record.cells.find((one) => one.set === place.set && one.target === place.target);
  if (set === undefined || cell === undefined) return undefined;
  const finished = new Map(cell.cases.map((one) => [one.case, one]));
  const cases = set.cases
    .toSorted((a, b) => compareText(a.id, b.id))
    .map((stamp) => toBaselineCase(set, stamp, finished.get(stamp.id)));
  return {
    header: toHeader(record, set, place.target),
    cases: new Map(cases.map((one) => [one.case, one])),
  };
}

function toHeader(record: RunRecord, set: SetStamp, targetName: string): BaselineHeader {
  const target = record.targets.find((one) => one.name === targetName);
  const advisory = set.scorers.filter((one) => one.advisory).map((one) => one.name);
  const served = servedModels(record, set.name, targetName);
  return {
    format: 1,
    set: set.name,
    setVersion: set.version,
    target: targetName,
    ...(record.commit === undefined ? {} : { commit: record.commit }),
    runId: record.runId,
    at: record.startedAt,
    scorers: Object.fromEntries(set.scorers.map((one) => [one.name, one.digest])),
    ...(advisory.length === 0 ? {} : { advisory }),
    judges: Object.fromEntries(
      set.scorers.flatMap((one) => (one.judge === undefined ? [] : [[one.name, one.judge]])),
    ),
    policy: policyJson(set.policy),
    ...(target === undefined ? {} : { targetDigest: target.digest }),
    ...(target?.model === undefined ? {} : { requestedModel: target.model }),
    ...(served.length === 0 ? {} : { servedModels: served }),
  };
}

/** Every model that the provider said it served, in order of name. */
export function servedModels(record: RunRecord, set: string, target: string): string[] {
  const served = new Set<string>();
  const cell = record.cells.find((one) => one.set === set && one.target === target);
  for (const one of cell?.cases ?? []) {
    for (const trial of one.trials) {
      if (trial.kind === 'answered' && trial.servedModel !== undefined) {
        served.add(trial.servedModel);
      }
    }
  }
  return [...served].toSorted();
}

function toBaselineCase(
  set: SetStamp,
  stamp: CaseStamp,
  finished: CaseRecord | undefined,
): BaselineCase {
  return {
    case: stamp.id,
    hash: stamp.hash,
    request: finished?.request ?? '',
    scores: scoresOf(set, stamp, finished),
    ...means(finished),
    ...(stamp.cluster === undefined ? {} : { cluster: stamp.cluster }),
    ...(stamp.tags === undefined ? {} : { tags: stamp.tags }),
    ...(stamp.critical === undefined ? {} : { critical: stamp.critical }),
    ...(stamp.incidents === undefined ? {} : { incidents: stamp.incidents }),
  };
}

function scoresOf(
  set: SetStamp,
  stamp: CaseStamp,
  finished: CaseRecord | undefined,
): Record<string, number[]> {
  const scores: Record<string, number[]> = {};
  for (const scorer of set.scorers) {
    if (scorer.cases !== undefined && !scorer.cases.includes(stamp.id)) continue;
    const values = (finished?.trials ?? []).flatMap((trial) => {
      const value = trialValue(trial, scorer.name, set.policy.onTimeout);
      return value === undefined ? [] : [value];
    });
    if (values.length > 0) scores[scorer.name] = values;
  }
  return scores;
}

/** Mean cost and duration of a trial; the cost is left out where one price is unknown. */
function means(finished: CaseRecord | undefined): { cost?: number; ms?: number } {
  const answered = (finished?.trials ?? []).filter((trial) => trial.kind === 'answered');
  if (answered.length === 0) return {};
  let cost: number | undefined = 0;
  let ms = 0;
  for (const trial of answered) {
    ms += trial.durationMs;
    const price = worthUsd(trial);
    cost = cost === undefined || price === undefined ? undefined : cost + price;
  }
  return {
    ...(cost === undefined ? {} : { cost: cost / answered.length }),
    ms: ms / answered.length,
  };
}
