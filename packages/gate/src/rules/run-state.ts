import type { Finding } from '@pawl/core';

import type { GateEvidence } from '../evidence.ts';
import { tallyRun } from '../tally-run.ts';

/** A run that planned nothing, ended early or is only a part of its plan is never a pass. */
export function runState({ record }: GateEvidence): Finding[] {
  const findings: Finding[] = [];
  const blocking = { level: 'doubt', blocking: true } as const;
  const { executed, planned } = tallyRun(record);
  if (planned === 0 || record.cells.length === 0) {
    findings.push({ ...blocking, code: 'nothing-to-judge', planned });
  }
  if (record.finishedAt === undefined || record.stopped !== undefined || executed < planned) {
    const stopped = record.stopped === undefined ? {} : { stopped: record.stopped };
    findings.push({ ...blocking, code: 'run-unfinished', planned, finished: executed, ...stopped });
  }
  if (record.partial === true || (record.shard?.count ?? 1) > 1) {
    findings.push({ ...blocking, code: 'partial-run' });
  }
  return findings;
}
