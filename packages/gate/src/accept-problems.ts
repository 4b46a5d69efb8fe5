import type { RunRecord, Verdict } from '@pawl/core';

import { tallyRun } from './tally-run.ts';

/** Why a run's values may not become the baseline. */
export interface AcceptProblem {
  readonly code: 'nothing-run' | 'unfinished' | 'incomplete' | 'partial' | 'shard' | 'failed';
  /** Numbers or a code that the words need. */
  readonly detail: string;
}

/** Every reason against accepting a run: it is not whole, only a part, or its verdict fails without a waiver. */
export function acceptProblems(record: RunRecord, verdict?: Verdict): AcceptProblem[] {
  return [...notWhole(record), ...onlyPart(record), ...failed(record, verdict)];
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

function failed(record: RunRecord, verdict: Verdict | undefined): AcceptProblem[] {
  if (verdict?.outcome !== 'fail' || verdict.runId !== record.runId) return [];
  const failing = verdict.findings.filter((one) => one.level === 'fail').map((one) => one.code);
  return [{ code: 'failed', detail: [...new Set(failing)].join(', ') }];
}
