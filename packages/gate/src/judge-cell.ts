import type { Comparison, Finding } from '@pawl/core';

import type { CellView } from './cell-view.ts';
import { countMissing, missingFinding } from './missing-trials.ts';
import { outcomeOf } from './outcome-of.ts';
import { cellRules } from './rules/registry.ts';

/** One set on one target, judged. */
export interface JudgedCell {
  readonly findings: readonly Finding[];
  readonly comparisons: readonly Comparison[];
}

/** The same cell with every missing value at its worst and at its best; they are made only when something is missing. */
export interface Imputed {
  readonly worst: () => CellView | undefined;
  readonly best: () => CellView | undefined;
}

/**
 * Applies every rule to a cell. Where trials are missing, what is worse only on the answered ones is no proof: it stays
 * a failure only if it would be one whatever the missing values were.
 */
export function judgeCell(cell: CellView, imputed: Imputed): JudgedCell {
  const observed = applyRules(cell);
  const comparisons = [...cell.comparisons, ...namedSlicesOf(cell)];
  const missing = countMissing(cell);
  if (missing.share === 0) return { findings: observed, comparisons };
  const worst = applyRules(imputed.worst() ?? cell);
  const best = applyRules(imputed.best() ?? cell);
  const tolerated = missing.share <= cell.policy.maxFaults;
  const kept = tolerated ? observed : observed.map((one) => keepIfCertain(one, best));
  const outcomes = [kept, worst, best].map(outcomeOf);
  const hardOpen = worst.some((one) => isHardFail(one) && !kept.some((it) => isSame(it, one)));
  return {
    findings: [...kept, missingFinding(cell, missing, { outcomes, hardOpen })],
    comparisons: tolerated ? comparisons : comparisons.map((one) => unlessShaken(one, kept)),
  };
}

/** A hard case must pass on every trial, so no policy tolerates that it has none. */
function isHardFail(finding: Finding): boolean {
  const hard = finding.code === 'guard-failed' || finding.code === 'critical-failed';
  return hard && finding.level === 'fail';
}

const applyRules = (cell: CellView): Finding[] => cellRules.flatMap((rule) => [...rule(cell)]);

function namedSlicesOf(cell: CellView): Comparison[] {
  return cell.slices.filter((one) => Object.hasOwn(cell.policy.slices, one.slice ?? ''));
}

function keepIfCertain(finding: Finding, best: readonly Finding[]): Finding {
  if (finding.level !== 'fail') return finding;
  const certain = best.some((one) => one.level === 'fail' && isSame(one, finding));
  return certain ? finding : shaken(finding);
}

function isSame(a: Finding, b: Finding): boolean {
  const sameSlice = sliceOf(a) === sliceOf(b);
  return a.code === b.code && a.scorer === b.scorer && a.case === b.case && sameSlice;
}

function sliceOf(finding: Finding): string | undefined {
  if ('slice' in finding) return finding.slice;
  return 'comparison' in finding ? finding.comparison.slice : undefined;
}

function shaken(finding: Finding): Finding {
  const doubt = { ...finding, level: 'doubt', blocking: true } as const;
  if (doubt.code !== 'regressed') return doubt;
  return { ...doubt, code: 'leaning-worse', comparison: unsureOf(doubt.comparison) };
}

/** A comparison says what its finding says. */
function unlessShaken(comparison: Comparison, kept: readonly Finding[]): Comparison {
  const stands = kept.some(
    (one) => one.code === 'regressed' && one.level === 'fail' && one.comparison === comparison,
  );
  return comparison.state === 'regressed' && !stands ? unsureOf(comparison) : comparison;
}

function unsureOf(comparison: Comparison): Comparison {
  return { ...comparison, state: 'unsure', reasons: [...comparison.reasons, 'incomplete'] };
}
