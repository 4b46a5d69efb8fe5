import type {
  Baseline,
  BaselineAnswer,
  Comparison,
  GatePolicy,
  SetStamp,
  TargetStamp,
} from '@pawl/core';

import type { Arm } from './arm.ts';
import { baselineArm } from './baseline-arm.ts';
import { compareScorers, compareSlices } from './compare-scorers.ts';
import type { GateEvidence } from './evidence.ts';
import { judgingPolicy } from './judging-policy.ts';
import { pairCases, type Pairing } from './pair-cases.ts';
import { recordArm } from './record-arm.ts';

/** One set on one target with all that its rules look at. */
export interface CellView {
  readonly evidence: GateEvidence;
  readonly set: SetStamp;
  readonly target: TargetStamp;
  /** The rules that judge: the base's where they are known. */
  readonly policy: GatePolicy;
  /** The rules of this branch. */
  readonly headPolicy: GatePolicy;
  readonly answer?: BaselineAnswer;
  readonly baseline?: Baseline;
  readonly arm: Arm;
  readonly pairing?: Pairing;
  readonly comparisons: readonly Comparison[];
  readonly slices: readonly Comparison[];
  /** Value that stands for every missing one, when the worst or the best case is looked at. */
  readonly fill?: 0 | 1;
}

/** The cells of a run in its own order, as observed or with every missing value filled in. */
export function viewCells(evidence: GateEvidence, fill?: 0 | 1): CellView[] {
  const { record } = evidence;
  return record.cells.flatMap((cell) => {
    const set = record.sets.find((one) => one.name === cell.set);
    const target = record.targets.find((one) => one.name === cell.target);
    if (set === undefined || target === undefined) return [];
    const view = viewCell(evidence, { set, target }, fill);
    return view === undefined ? [] : [view];
  });
}

/** Digests of the scorers that gave the accepted values, also where its outputs were scored again since. */
export function acceptedScorers({ answer }: CellView): Readonly<Record<string, string>> {
  if (answer?.kind !== 'found') return {};
  return answer.rescoredFrom ?? answer.baseline.header.scorers;
}

/** What is bad for the candidate is good for its baseline. */
const opposite = { 0: 1, 1: 0 } as const;

function viewCell(
  evidence: GateEvidence,
  place: { readonly set: SetStamp; readonly target: TargetStamp },
  fill: 0 | 1 | undefined,
): CellView | undefined {
  const { set, target } = place;
  const answer = evidence.baselines.find(
    (one) => one.set === set.name && one.target === target.name,
  );
  const baseline = answer?.kind === 'found' ? answer.baseline : undefined;
  const headPolicy = evidence.policies?.[set.name] ?? set.policy;
  const policy = judgingPolicy({ evidence, set: set.name, headPolicy, baseline });
  const filled = fill === undefined ? {} : { fill };
  const arm = recordArm(
    evidence.record,
    { set: set.name, target: target.name },
    { ...filled, onTimeout: policy.onTimeout },
  );
  if (arm === undefined) return undefined;
  const view = { evidence, set, target, policy, headPolicy, arm, ...filled };
  const answered = answer === undefined ? view : { ...view, answer };
  if (baseline === undefined) return { ...answered, comparisons: [], slices: [] };
  const before = baselineArm(baseline, fill === undefined ? undefined : opposite[fill]);
  const pairing = pairCases(before, arm, { transparent: target.transparent });
  const arms = { baseline: before, candidate: arm, pairing };
  return {
    ...answered,
    baseline,
    pairing,
    comparisons: compareScorers(arms, { set, policy, header: baseline.header }),
    slices: compareSlices(arms, { set, policy, header: baseline.header }),
  };
}
