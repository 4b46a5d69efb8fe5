import type { EvalCase, EvalSet } from './eval-set.ts';
import type { Target } from './target.ts';

/** Every trial of a run, known before any is run; in stable order: set, case, target, trial. */
export interface Plan {
  readonly parts: readonly PlanPart[];
  /** Number of trials of this plan (of this shard, when it is one). */
  readonly planned: number;
  readonly shard?: Shard;
}

/** One set with the targets it runs on and its chosen cases. */
export interface PlanPart {
  readonly set: EvalSet;
  readonly targets: readonly Target[];
  readonly cases: readonly PlannedCase[];
}

/** A case and how often it is run on each target. */
export interface PlannedCase {
  readonly case: EvalCase;
  readonly trials: number;
}

/** One case run once against one target; `index` counts from 0 over the whole plan, all shards included. */
export interface PlannedTrial {
  readonly index: number;
  readonly set: EvalSet;
  readonly case: EvalCase;
  readonly target: Target;
  readonly trial: number;
}

/** Part `index` (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Which cases are run, and how often. */
export interface PlanOptions {
  /** The same for every case, or chosen case by case; left out: as the set and its cases say. */
  readonly trials?: number | ((set: EvalSet, evalCase: EvalCase) => number);
  readonly shard?: Shard;
  readonly keep?: (set: EvalSet, evalCase: EvalCase) => boolean;
}

/** Plans every trial of the sets on their targets; disabled cases stay out. */
export function makePlan(
  parts: readonly { readonly set: EvalSet; readonly targets: readonly Target[] }[],
  options: PlanOptions = {},
): Plan {
  const planned = parts.map((part) => ({ ...part, cases: chooseCases(part.set, options) }));
  const all: Plan = { parts: planned, planned: countTrials(planned) };
  if (options.shard === undefined) return all;
  const { index, count } = options.shard;
  const share = Math.floor(all.planned / count) + (index <= all.planned % count ? 1 : 0);
  return { ...all, planned: share, shard: options.shard };
}

function chooseCases(set: EvalSet, options: PlanOptions): PlannedCase[] {
  const keep = options.keep ?? (() => true);
  const asked = options.trials;
  const trialsOf = typeof asked === 'function' ? asked : () => asked;
  return set.cases
    .filter((evalCase) => evalCase.disabled === undefined && keep(set, evalCase))
    .map((evalCase) => ({
      case: evalCase,
      trials: trialsOf(set, evalCase) ?? evalCase.trials ?? set.trials,
    }));
}

function countTrials(parts: readonly PlanPart[]): number {
  let count = 0;
  for (const part of parts) {
    for (const planned of part.cases) count += planned.trials * part.targets.length;
  }
  return count;
}

/** The trials of a plan one by one, without holding them; a shard gets every `count`-th. */
export function* plannedTrials(plan: Plan): Generator<PlannedTrial> {
  const { index: mine, count } = plan.shard ?? { index: 1, count: 1 };
  let index = 0;
  for (const trial of allTrials(plan)) {
    if (index % count === mine - 1) yield { ...trial, index };
    index += 1;
  }
}

function* allTrials(plan: Plan): Generator<Omit<PlannedTrial, 'index'>> {
  for (const { set, targets, cases } of plan.parts) {
    for (const planned of cases) {
      for (const target of targets) {
        for (let trial = 0; trial < planned.trials; trial += 1) {
          yield { set, case: planned.case, target, trial };
        }
      }
    }
  }
}
