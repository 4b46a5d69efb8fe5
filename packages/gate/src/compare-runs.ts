import type { Comparison, GatePolicy, RunRecord, SetStamp } from '@pawl/core';

import { compareScorers, compareSlices } from './compare-scorers.ts';
import { pairCases } from './pair-cases.ts';
import { recordArm } from './record-arm.ts';

/** One side: a run, and the target to look at; left out, every target of the run. */
export interface RunSide {
  readonly record: RunRecord;
  readonly target?: string;
}

/** How two runs are compared. */
export interface CompareOptions {
  /** Rules by set; left out: those that the second run carries. */
  readonly policies?: Readonly<Record<string, GatePolicy>>;
  readonly slices?: boolean;
}

/**
 * Two runs, or two targets of one run, paired case by case; `after` is the candidate. Where both sides name one target,
 * or have just one for a set, these are compared; else the targets of the same name.
 */
export function compareRuns(
  before: RunSide,
  after: RunSide,
  options: CompareOptions = {},
): Comparison[] {
  return after.record.sets.flatMap((set) => {
    const base = before.record.sets.find((one) => one.name === set.name);
    if (base === undefined) return [];
    return matchTargets(targetsOf(before, base), targetsOf(after, set)).flatMap((targets) =>
      compareCells({ before, after, set, targets, options }),
    );
  });
}

function targetsOf(side: RunSide, set: SetStamp): readonly string[] {
  if (side.target === undefined) return set.targets;
  return set.targets.filter((name) => name === side.target);
}

function matchTargets(
  before: readonly string[],
  after: readonly string[],
): { before: string; after: string }[] {
  const [onlyBefore, onlyAfter] = [before[0], after[0]];
  const single = before.length === 1 && after.length === 1;
  if (single && onlyBefore !== undefined && onlyAfter !== undefined) {
    return [{ before: onlyBefore, after: onlyAfter }];
  }
  return after.flatMap((name) => (before.includes(name) ? [{ before: name, after: name }] : []));
}

function compareCells(inputs: {
  readonly before: RunSide;
  readonly after: RunSide;
  readonly set: SetStamp;
  readonly targets: { readonly before: string; readonly after: string };
  readonly options: CompareOptions;
}): Comparison[] {
  const { before, after, set, targets, options } = inputs;
  const policy = options.policies?.[set.name] ?? set.policy;
  const { onTimeout } = policy;
  const place = { set: set.name };
  const baseline = recordArm(before.record, { ...place, target: targets.before }, { onTimeout });
  const candidate = recordArm(after.record, { ...place, target: targets.after }, { onTimeout });
  if (baseline === undefined || candidate === undefined) return [];
  const target = after.record.targets.find((one) => one.name === targets.after);
  const pairing = pairCases(baseline, candidate, { transparent: target?.transparent ?? false });
  const arms = { baseline, candidate, pairing };
  const context = { set, policy };
  const slices = options.slices === true ? compareSlices(arms, context) : [];
  return [...compareScorers(arms, context), ...slices];
}
