import type { Comparison } from '@pawl/core';

import { readValues, type ArmCase, type Reading } from './arm.ts';
import { baselineArm } from './baseline-arm.ts';
import { criticalIds } from './case-duty.ts';
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
  const old = readOldRuler(cell);
  if (baseline === undefined || pairing === undefined) return false;
  if (pairing.changed.every((id) => old.measured(id))) return false;
  const before = baselineArm(baseline);
  const edited = pairing.changed.flatMap((id): CasePair[] => {
    const [was, now] = [before.byId.get(id), cell.arm.byId.get(id)];
    if (was === undefined || now === undefined) return [];
    const same = cell.target.transparent && isSameRequest(was, now);
    return [same || old.held(id) ? unmoved(was) : fallen(was, now)];
  });
  const critical = criticalIds(cell);
  if (edited.some((pair) => !pair.shared && critical.has(pair.after.id))) return true;
  const worst = { ...pairing, pairs: [...pairing.pairs, ...edited] };
  const arms = { baseline: before, candidate: cell.arm, pairing: worst };
  const context = { set, policy, header: baseline.header };
  const named = compareSlices(arms, context).filter((one) =>
    Object.hasOwn(policy.slices, one.slice ?? ''),
  );
  return [...compareScorers(arms, context), ...named].some((one) => holdsBack(cell, one));
}

const unmoved = (before: ArmCase): CasePair => ({ before, after: before, shared: true });

/** The pair as bad as it may be: nothing scored. */
function fallen(before: ArmCase, after: ArmCase): CasePair {
  const read = (scorer: string, passAt: number): Reading | undefined =>
    before.read(scorer, passAt) && readValues([0], passAt);
  return { before, after: { ...after, read }, shared: false };
}

interface OldReading {
  /** The old ruler saw the case. */
  readonly measured: (id: string) => boolean;
  /** It saw the case, which still passes what it passed. */
  readonly held: (id: string) => boolean;
}

function readOldRuler(cell: CellView): OldReading {
  const seen = oldComparisons(cell).filter((one) => one.pairs > 0);
  const unasked = new Set(seen.flatMap((one) => [...one.removed, ...one.changed]));
  const lost = new Set(seen.flatMap((one) => one.lostCases));
  const measured = (id: string): boolean => seen.length > 0 && !unasked.has(id);
  return { measured, held: (id) => measured(id) && !lost.has(id) };
}

function holdsBack({ policy }: CellView, comparison: Comparison): boolean {
  if (!comparison.primary) return false;
  if (comparison.state === 'regressed') return true;
  const blocks = policy.onInconclusive !== 'warn';
  return comparison.state === 'unsure' && blocks && probablyWorse(comparison);
}
