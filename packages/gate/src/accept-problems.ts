import type { Finding, RunRecord, Verdict } from '@pawl/core';

import { tallyRun } from './tally-run.ts';

/** Why a run's values may not become the baseline. */
export interface AcceptProblem {
  readonly code: 'nothing-run' | 'unfinished' | 'incomplete' | 'partial' | 'shard' | 'failed';
  /** Numbers or a code that the words need. */
  readonly detail: string;
}

/** One set on one target whose values are to be accepted. */
export interface AcceptedCell {
  readonly set: string;
  readonly target: string;
}

/** Every reason against accepting a run by itself: it is not whole, or only a part. */
export function acceptProblems(record: RunRecord): AcceptProblem[] {
  return [...notWhole(record), ...onlyPart(record)];
}

/**
 * Why a whole run that is judged now may not become the baseline of these cells: something failed that nobody waived. A
 * verdict that was kept says nothing here: it may have been made against another baseline, or none.
 */
export function acceptFailures(verdict: Verdict, cells: readonly AcceptedCell[]): AcceptProblem[] {
  const failing = verdict.findings.filter(
    (one) => one.level === 'fail' && cells.some((cell) => concerns(one, cell)),
  );
  if (failing.length === 0) return [];
  return [{ code: 'failed', detail: [...new Set(failing.map((one) => one.code))].join(', ') }];
}

function concerns({ set, target }: Finding, cell: AcceptedCell): boolean {
  return (set ?? cell.set) === cell.set && (target ?? cell.target) === cell.target;
}

function notWhole(record: RunRecord): AcceptProblem[] {
  const { planned, scored, outcome } = tallyRun(record);
  const detail = `${scored} of ${planned} trials scored`;
  if (planned === 0) return [{ code: 'nothing-run', detail: 'no trial was planned' }];
  if (record.finishedAt === undefined || record.stopped !== undefined) {
    return [{ code: 'unfinished', detail: record.stopped ?? detail }];
  }
  return outcome === 'complete' ? [] : [{ code: 'incomplete', detail }];
}

function onlyPart({ partial, shard }: RunRecord): AcceptProblem[] {
  const problems: AcceptProblem[] = [];
  if (partial === true) problems.push({ code: 'partial', detail: 'cases were chosen' });
  if (shard !== undefined && shard.count > 1) {
    problems.push({ code: 'shard', detail: `shard ${shard.index} of ${shard.count}` });
  }
  return problems;
}
