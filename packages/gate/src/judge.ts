import { exitCodes, type Finding, type Outcome, type Verdict } from '@pawl/core';

import { viewCells } from './cell-view.ts';
import type { GateEvidence } from './evidence.ts';
import { byImportance } from './importance.ts';
import { inconclusiveReason } from './inconclusive-reason.ts';
import { cellRules, runRules } from './rules/registry.ts';

/** The gate's judgement. The same evidence gives the same verdict, byte for byte. */
export function judge(evidence: GateEvidence): Verdict {
  const cells = viewCells(evidence);
  const findings = [
    ...runRules.flatMap((rule) => rule(evidence)),
    ...cells.flatMap((cell) => cellRules.flatMap((rule) => rule(cell))),
  ].toSorted(byImportance);
  const outcome = outcomeOf(findings);
  const reason = outcome === 'inconclusive' ? inconclusiveReason(findings) : undefined;
  return {
    format: 1,
    runId: evidence.record.runId,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    exitCode: exitCodes[outcome],
    findings,
    comparisons: cells.flatMap((cell) => cell.comparisons),
  };
}

/** Fail beats inconclusive beats pass; a note never changes it. */
export function outcomeOf(findings: readonly Finding[]): Outcome {
  if (findings.some((one) => one.level === 'fail')) return 'fail';
  return findings.some((one) => one.level === 'doubt' && one.blocking) ? 'inconclusive' : 'pass';
}
