import type { CaseStamp, ScorerStamp } from '@pawl/core';

import type { CellView } from './cell-view.ts';
import { passMark } from './pass-mark.ts';

/** How a case that must pass on every trial did. */
export interface HardReading {
  readonly trials: number;
  /** Trials that the strictest scorer passed. */
  readonly passed: number;
  /** Scorers that failed at least one trial. */
  readonly scorers: readonly string[];
}

/**
 * The scorers that decide on one case: the primary ones, and those that the case brings itself. A scorer that
 * decided when the baseline was accepted goes on deciding, so that none can be silenced unnoticed.
 */
function decidingScorers(cell: CellView, stamp: Pick<CaseStamp, 'id'>): ScorerStamp[] {
  const { primary } = cell.policy;
  const decides = (one: ScorerStamp): boolean =>
    one.cases === undefined
      ? (primary?.includes(one.name) ?? !isAdvisory(cell, one))
      : one.cases.includes(stamp.id) && !isAdvisory(cell, one);
  return cell.set.scorers.filter(decides);
}

/** Ids of the cases that are critical today, or were when the baseline was accepted. */
export function criticalIds({ set, baseline }: CellView): ReadonlySet<string> {
  const now = set.cases.filter((one) => one.critical === true).map((one) => one.id);
  const rows = [...(baseline?.cases.values() ?? [])];
  return new Set([...now, ...rows.filter((row) => row.critical === true).map((row) => row.case)]);
}

function isAdvisory({ baseline }: CellView, { name, advisory }: ScorerStamp): boolean {
  const { scorers = {}, advisory: silent = [] } = baseline?.header ?? {};
  const decided = Object.hasOwn(scorers, name) && !silent.includes(name);
  return advisory && !decided;
}

/** Whether a case passed every score that decided on it when the baseline was accepted; not where it had none. */
export function passedBefore({ baseline, policy, set }: CellView, caseId: string): boolean {
  const row = baseline?.cases.get(caseId);
  const silent = baseline?.header.advisory ?? [];
  const decided = Object.entries(row?.scores ?? {}).filter(
    ([name, values]) => values.length > 0 && !silent.includes(name),
  );
  return (
    decided.length > 0 &&
    decided.every(([name, values]) => {
      const stamp = set.scorers.find((one) => one.name === name);
      const mark = passMark({ binary: stamp?.binary ?? false }, policy);
      return values.every((value) => value >= mark);
    })
  );
}

/** The scorers that tell whether what a case guards against came back: its own where it has some, else the set's. */
export function guardingScorers(cell: CellView, stamp: Pick<CaseStamp, 'id'>): ScorerStamp[] {
  const deciding = decidingScorers(cell, stamp);
  const own = deciding.filter((one) => one.cases !== undefined);
  return own.length > 0 ? own : deciding;
}

/** Reads a hard case: every deciding scorer, or those that are named, on every trial. */
export function readHard(
  cell: CellView,
  stamp: CaseStamp,
  scorers: readonly ScorerStamp[] = decidingScorers(cell, stamp),
): HardReading | undefined {
  let passed = Number.MAX_SAFE_INTEGER;
  let trials = 0;
  const failing: string[] = [];
  for (const scorer of scorers) {
    const mark = passMark(scorer, cell.policy);
    const reading = cell.arm.byId.get(stamp.id)?.read(scorer.name, mark);
    if (reading === undefined) continue;
    trials = Math.max(trials, reading.trials);
    passed = Math.min(passed, reading.passedTrials);
    if (!reading.passed) failing.push(scorer.name);
  }
  return trials === 0 ? undefined : { trials, passed, scorers: failing };
}
