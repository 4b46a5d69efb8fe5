import type { Comparison, Finding } from '@pawl/core';

import type { CellView } from '../cell-view.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { leansWorse } from '../probably-worse.ts';

/** Slices that the policy names block by themselves; the others are explored, and only told when they stand BH control. */
export function namedSlices(cell: CellView): Finding[] {
  return cell.slices.flatMap((slice) =>
    Object.hasOwn(cell.policy.slices, slice.slice ?? '')
      ? named(cell, slice)
      : explored(cell, slice),
  );
}

function named(cell: CellView, comparison: Comparison): Finding[] {
  const { set, target, scorer } = comparison;
  const place = { set, target, scorer };
  if (comparison.state === 'not-comparable') {
    const blocking = isKnown(cell, comparison.slice);
    return [{ ...place, level: 'doubt', blocking, code: 'not-comparable', comparison }];
  }
  const fingerprint = fingerprintOf(comparison);
  if (comparison.state === 'regressed') {
    const level = 'fail';
    return [{ ...place, level, blocking: true, fingerprint, code: 'slice-worse', comparison }];
  }
  const blocking = cell.policy.onInconclusive !== 'warn';
  if (comparison.state !== 'unsure' || !leansWorse(comparison)) return [];
  return [{ ...place, level: 'doubt', blocking, fingerprint, code: 'slice-worse', comparison }];
}

/** A tag that no case of the set ever had is named for other sets. */
function isKnown(cell: CellView, slice: string | undefined): boolean {
  const cases = [...cell.arm.cases, ...(cell.baseline?.cases.values() ?? [])];
  return slice !== undefined && cases.some((one) => one.tags?.includes(slice));
}

function explored(cell: CellView, comparison: Comparison): Finding[] {
  const { set, target, scorer, pAdjusted = 1 } = comparison;
  const stands = comparison.state === 'regressed' && pAdjusted <= 1 - cell.policy.confidence;
  if (!stands) return [];
  const level = 'doubt';
  return [{ level, blocking: false, set, target, scorer, code: 'slice-worse', comparison }];
}
