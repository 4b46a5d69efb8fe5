import type { Finding, GatePolicy, Outcome, TrialRecord } from '@pawl/core';

import type { CellView } from './cell-view.ts';
import { trialValue } from './record-arm.ts';
import { owedScorers } from './tally-run.ts';

/** What is missing in one set on one target. */
export interface MissingCount {
  readonly planned: number;
  /** Planned trials that never finished. */
  readonly unfinished: number;
  readonly faulted: number;
  readonly unscored: number;
  /** Cases that the baseline has no value for. */
  readonly unknownBefore: number;
  /** Of all planned trials. */
  readonly share: number;
  readonly faults: Readonly<Record<string, number>>;
}

/** Counts the planned trials without a value; a timeout has one where the policy says that it fails. */
export function countMissing(cell: CellView): MissingCount {
  const found = cell.evidence.record.cells.find(
    (one) => one.set === cell.set.name && one.target === cell.target.name,
  );
  const planned = cell.set.cases.reduce((sum, stamp) => sum + stamp.trials, 0);
  const tally: Tally = { finished: 0, unscored: 0, faulted: 0, faults: {} };
  const owedBy = owedScorers(cell.set);
  for (const one of found?.cases ?? []) {
    const owed = owedBy(one.case);
    for (const trial of one.trials) addTrial(tally, trial, { owed, policy: cell.policy });
  }
  const { finished, faulted, unscored, faults } = tally;
  const unfinished = Math.max(0, planned - finished);
  const unknownBefore = countUnknownBefore(cell);
  const missing = unfinished + faulted + unscored + unknownBefore;
  const share = planned === 0 ? 0 : Math.min(1, missing / planned);
  return { planned, unfinished, faulted, unscored, unknownBefore, share, faults };
}

function countUnknownBefore(cell: CellView): number {
  const primary = cell.comparisons.filter((one) => one.primary);
  return Math.max(0, ...primary.map((one) => one.unknownBefore ?? 0));
}

interface Tally {
  finished: number;
  unscored: number;
  faulted: number;
  readonly faults: Record<string, number>;
}

function addTrial(
  tally: Tally,
  trial: TrialRecord,
  { owed, policy }: { readonly owed: readonly string[]; readonly policy: GatePolicy },
): void {
  tally.finished += 1;
  if (trial.kind === 'answered') {
    if (owed.some((name) => trialValue(trial, name) === undefined)) tally.unscored += 1;
    return;
  }
  const { code } = trial.fault;
  if (code === 'timeout' && policy.onTimeout === 'fail') return;
  tally.faulted += 1;
  tally.faults[code] = (tally.faults[code] ?? 0) + 1;
}

/** What the missing values could change. */
export interface Imputation {
  /** As observed, at the worst and at the best. */
  readonly outcomes: readonly Outcome[];
  /** A hard case would fail at the worst. */
  readonly hardOpen: boolean;
}

/**
 * The finding for what is missing. It blocks unless the policy tolerates it and no hard case is open, or a decided outcome
 * stays the same whatever the missing values were.
 */
export function missingFinding(
  cell: CellView,
  missing: MissingCount,
  { outcomes, hardOpen }: Imputation,
): Finding {
  const verdictHolds = new Set(outcomes).size === 1;
  const decided = verdictHolds && outcomes[0] !== 'inconclusive';
  const { planned, faulted, unscored, unknownBefore, share } = missing;
  const faults = Object.fromEntries(
    Object.entries(missing.faults).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  return {
    level: 'doubt',
    blocking: (hardOpen || share > cell.policy.maxFaults) && !decided,
    set: cell.set.name,
    target: cell.target.name,
    code: 'missing-trials',
    planned,
    faulted,
    unscored,
    ...(unknownBefore === 0 ? {} : { unknownBefore }),
    share,
    faults,
    verdictHolds,
  };
}
