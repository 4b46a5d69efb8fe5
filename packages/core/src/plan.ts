import { balanceShards } from './balance-shards.ts';
import type { EvalCase, EvalSet } from './eval-set.ts';
import type { Target } from './target.ts';

/** Every trial of a run, known before any is run; in stable order: set, case, target, trial. */
export interface Plan {
  readonly parts: readonly PlanPart[];
  /** Number of trials of this plan (of this shard, when it is one). */
  readonly planned: number;
  readonly shard?: Shard;
  /** The shard of each trial of the whole plan, by index; given with `shard`. */
  readonly shardOf?: Uint16Array;
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

/** A trial before it has its place in a plan. */
export type TrialToWeigh = Omit<PlannedTrial, 'index'>;

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
  /** How long a trial takes, in any unit; shards get equal sums. Left out or unknown: as long as the others. */
  readonly weigh?: (trial: TrialToWeigh) => number | undefined;
  readonly keep?: (set: EvalSet, evalCase: EvalCase) => boolean;
}

/** Plans every trial of the sets on their targets; disabled cases stay out. */
export function makePlan(
  parts: readonly { readonly set: EvalSet; readonly targets: readonly Target[] }[],
  options: PlanOptions = {},
): Plan {
  const planned = parts.map((part) => ({ ...part, cases: chooseCases(part.set, options) }));
  const all: Plan = { parts: planned, planned: countTrials(planned) };
  return options.shard === undefined ? all : takeShard(all, options.shard, options.weigh);
}

function takeShard(all: Plan, shard: Shard, weigh: PlanOptions['weigh']): Plan {
  const weights = Array.from(allTrials(all), (trial) => weigh?.(trial));
  const shardOf = balanceShards(weights, shard.count);
  const planned = shardOf.reduce((sum, owner) => (owner === shard.index ? sum + 1 : sum), 0);
  return { ...all, planned, shard, shardOf };
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

/** The trials of a plan (of its shard, when it is one) one by one, without holding them. */
export function* plannedTrials(plan: Plan): Generator<PlannedTrial> {
  const { shard, shardOf } = plan;
  let index = 0;
  for (const trial of allTrials(plan)) {
    if (shard === undefined || shardOf?.[index] === shard.index) yield { ...trial, index };
    index += 1;
  }
}

function* allTrials(plan: Plan): Generator<TrialToWeigh> {
  for (const { set, targets, cases } of plan.parts) {
    for (const { case: evalCase, trials } of cases) {
      for (const target of targets) yield* repeat({ set, case: evalCase, target }, trials);
    }
  }
}

function* repeat(once: Omit<TrialToWeigh, 'trial'>, trials: number): Generator<TrialToWeigh> {
  for (let trial = 0; trial < trials; trial += 1) yield { ...once, trial };
}
