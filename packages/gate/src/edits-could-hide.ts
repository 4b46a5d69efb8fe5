import type { Comparison } from '@pawl/core';

import { readValues, type ArmCase, type Reading } from './arm.ts';
import { baselineArm } from './baseline-arm.ts';
import { isCritical } from './case-duty.ts';
import type { CellView } from './cell-view.ts';
import { compareScorers, compareSlices } from './compare-scorers.ts';
import { oldComparisons } from './old-comparisons.ts';
import { isSameRequest, type CasePair } from './pair-cases.ts';
import { probablyWorse } from './probably-worse.ts';

/**
 * Whether the edited cases could hide what would be blocked: each of them counts as lost, unless its request is the same
 * as before or the old ruler saw that it still passes. Where the old ruler measured them all, it decides.
 */
export function editsCouldHide(cell: CellView): boolean {
  const { baseline, pairing, set, policy } = cell;
  if (baseline === undefined || pairing === undefined) return false;
  if (pairing.changed.every((id) => isMeasuredByOld(cell, id))) return false;
  const before = baselineArm(baseline);
  const edited = pairing.changed.flatMap((id): CasePair[] => {
    const [was, now] = [before.byId.get(id), cell.arm.byId.get(id)];
    return was === undefined || now === undefined ? [] : [atWorst(cell, was, now)];
  });
  if (edited.some((pair) => !pair.shared && isCritical(cell, pair.after.id))) return true;
  const worst = { ...pairing, pairs: [...pairing.pairs, ...edited] };
  const arms = { baseline: before, candidate: cell.arm, pairing: worst };
  const context = { set, policy, header: baseline.header };
  const named = compareSlices(arms, context).filter((one) =>
    Object.hasOwn(policy.slices, one.slice ?? ''),
  );
  return [...compareScorers(arms, context), ...named].some((one) => holdsBack(cell, one));
}

/** The pair as bad as it may be: nothing scored, where the edit leaves that open. */
function atWorst(cell: CellView, before: ArmCase, after: ArmCase): CasePair {
  const asked = cell.target.transparent && isSameRequest(before, after);
  if (asked || heldUnderOld(cell, before.id)) return { before, after: before, shared: true };
  const read = (scorer: string, passAt: number): Reading | undefined =>
    before.read(scorer, passAt) && readValues([0], passAt);
  return { before, after: { ...after, read }, shared: false };
}

/** The old ruler measured the case, and it still passes what it passed. */
function heldUnderOld(cell: CellView, id: string): boolean {
  const lost = oldComparisons(cell).some((one) => one.lostCases.includes(id));
  return !lost && isMeasuredByOld(cell, id);
}

function isMeasuredByOld(cell: CellView, id: string): boolean {
  const seen = oldComparisons(cell).filter((one) => one.pairs > 0);
  const unasked = (one: Comparison): boolean =>
    one.removed.includes(id) || one.changed.includes(id);
  return seen.length > 0 && !seen.some(unasked);
}

function holdsBack({ policy }: CellView, comparison: Comparison): boolean {
  if (!comparison.primary) return false;
  if (comparison.state === 'regressed') return true;
  const blocks = policy.onInconclusive !== 'warn';
  return comparison.state === 'unsure' && blocks && probablyWorse(comparison);
}
