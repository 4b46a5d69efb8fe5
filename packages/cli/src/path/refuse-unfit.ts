import { UsageError, type RunRecord } from '@pawl/core';
import type { AcceptProblem } from '@pawl/gate';
import { wordAcceptProblem } from '@pawl/report';

/** Throws where something speaks against accepting a run as the baseline. */
export function refuseUnfit(record: RunRecord, problems: readonly AcceptProblem[]): void {
  if (problems.length === 0) return;
  const worded = problems.map(wordAcceptProblem);
  throw new UsageError(
    'unfit-run',
    `Run ${record.runId} cannot become the baseline: ${worded.map((one) => one.message).join('; ')}.`,
    { hint: worded[0]?.hint ?? 'Accept a whole run.' },
  );
}
