/** One side of a comparison: one set on one target, read case by case without copying it. */
export interface Arm {
  readonly set: string;
  readonly target: string;
  readonly scorers: ReadonlyMap<string, ArmScorer>;
  /** Planned cases in the order of their ids, so that no sum depends on the order of events. */
  readonly cases: readonly ArmCase[];
  readonly byId: ReadonlyMap<string, ArmCase>;
}

/** What must be equal on both sides before scores may be compared. */
export interface ArmScorer {
  readonly digest: string;
  readonly judge?: string;
  /** Ids of the cases that bring it themselves; left out: every case. */
  readonly cases?: ReadonlySet<string>;
}

/** One case on one side. */
export interface ArmCase {
  readonly id: string;
  readonly hash: string;
  readonly request: string | undefined;
  readonly cluster: string | undefined;
  readonly tags: readonly string[] | undefined;
  /** The case's value under a scorer; `undefined` when no trial has one. */
  readonly read: (scorer: string, passAt: number) => Reading | undefined;
}

/** A case's trials under one scorer. */
export interface Reading {
  /** Mean over the trials that have a value. */
  readonly mean: number;
  /** Every trial that has a value passes. */
  readonly passed: boolean;
  readonly trials: number;
  readonly passedTrials: number;
}

/** The cases in code-unit order of their ids. */
export function sortedById<T extends { readonly id: string }>(cases: readonly T[]): readonly T[] {
  const sorted = cases.every((one, at) => at === 0 || (cases[at - 1]?.id ?? '') <= one.id);
  return sorted ? cases : cases.toSorted((a, b) => compareText(a.id, b.id));
}

/** Orders texts by code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The reading of a list of values. Values outside of the scale never reach a mean. */
export function readValues(values: readonly number[], passAt: number): Reading | undefined {
  let total = 0;
  let trials = 0;
  let passedTrials = 0;
  for (const value of values) {
    if (!isShare(value)) continue;
    total += value;
    trials += 1;
    if (value >= passAt) passedTrials += 1;
  }
  if (trials === 0) return undefined;
  return { mean: total / trials, passed: passedTrials === trials, trials, passedTrials };
}

/** Whether a number is finite and from 0 to 1. */
export function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}
