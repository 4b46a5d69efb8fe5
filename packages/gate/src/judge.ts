import { exitCodes, type Finding, type Verdict } from '@pawl/core';

import { applyWaivers } from './apply-waivers.ts';
import { viewCells, type CellView } from './cell-view.ts';
import type { GateEvidence } from './evidence.ts';
import { byImportance } from './importance.ts';
import { inconclusiveReason } from './inconclusive-reason.ts';
import { judgeCell } from './judge-cell.ts';
import { outcomeOf } from './outcome-of.ts';
import { runRules } from './rules/registry.ts';

/** The gate's judgement. The same evidence gives the same verdict, byte for byte. */
export function judge(evidence: GateEvidence): Verdict {
  const filled = { 0: once(() => viewCells(evidence, 0)), 1: once(() => viewCells(evidence, 1)) };
  const judged = viewCells(evidence).map((cell) => {
    const same = (one: CellView): boolean => one.set === cell.set && one.target === cell.target;
    return judgeCell(cell, {
      worst: () => filled[0]().find(same),
      best: () => filled[1]().find(same),
    });
  });
  const found: readonly Finding[] = [
    ...runRules.flatMap((rule) => rule(evidence)),
    ...judged.flatMap((cell) => cell.findings),
  ];
  const findings = applyWaivers(found, evidence).toSorted(byImportance);
  const comparisons = judged.flatMap((cell) => cell.comparisons);
  return { ...conclude(evidence, findings), findings, comparisons };
}

function conclude(
  evidence: GateEvidence,
  findings: readonly Finding[],
): Pick<Verdict, 'format' | 'runId' | 'outcome' | 'reason' | 'exitCode'> {
  const outcome = outcomeOf(findings);
  const reason = outcome === 'inconclusive' ? { reason: inconclusiveReason(findings) } : {};
  const { runId } = evidence.record;
  return { format: 1, runId, outcome, ...reason, exitCode: exitCodes[outcome] };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
