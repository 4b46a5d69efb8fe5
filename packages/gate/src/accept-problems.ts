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
  const tally = tallyRun(record);
  const problems: AcceptProblem[] = [];
  const whole = `${tally.scored} of ${tally.planned} trials scored`;
  if (tally.planned === 0) problems.push({ code: 'nothing-run', detail: 'no trial was planned' });
  else if (record.finishedAt === undefined || record.stopped !== undefined) {
    problems.push({ code: 'unfinished', detail: record.stopped ?? whole });
  } else if (tally.outcome === 'incomplete') problems.push({ code: 'incomplete', detail: whole });
  if (record.partial === true) problems.push({ code: 'partial', detail: 'cases were chosen' });
  if ((record.shard?.count ?? 1) > 1) {
    const { index, count } = record.shard ?? { index: 1, count: 1 };
    problems.push({ code: 'shard', detail: `shard ${index} of ${count}` });
  }
  if (verdict?.outcome === 'fail' && verdict.runId === record.runId) {
    const failing = verdict.findings.filter((one) => one.level === 'fail').map((one) => one.code);
    problems.push({ code: 'failed', detail: [...new Set(failing)].join(', ') });
  }
  return problems;
}
