import type { Comparison, Finding, FindingDetail, FindingPlace, GatePolicy } from '@pawl/core';

import type { CellView } from '../cell-view.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { oldComparisons } from '../old-comparisons.ts';
import { cannotEstimate, probablyWorse } from '../probably-worse.ts';

/** What each primary scorer's comparison with the baseline says. */
export function comparePrimary(cell: CellView): Finding[] {
  return cell.comparisons.filter((one) => one.primary).map((one) => toFinding(cell, one));
}

function toFinding(cell: CellView, comparison: Comparison): Finding {
  const { set, target, scorer } = comparison;
  return { set, target, scorer, ...levelled(cell, comparison) };
}

type Levelled = Pick<FindingPlace, 'level' | 'blocking' | 'fingerprint'> & FindingDetail;

function levelled(cell: CellView, comparison: Comparison): Levelled {
  const old = oldRuler(cell, comparison.scorer);
  switch (comparison.state) {
    case 'regressed': {
      const stricter = old?.state === 'held' || old?.state === 'improved';
      const level = stricter ? 'note' : 'fail';
      const fingerprint = fingerprintOf(comparison);
      return { level, blocking: !stricter, code: 'regressed', fingerprint, comparison };
    }
    case 'improved':
    case 'held':
      return { level: 'note', blocking: false, code: comparison.state, comparison };
    case 'not-comparable': {
      const harmless = isNewScorer(cell, comparison) || leftWithItsCases(cell, comparison);
      const blocking = old === undefined && !harmless;
      return { level: 'doubt', blocking, code: 'not-comparable', comparison };
    }
    case 'unsure':
      return unsure(cell, comparison);
  }
}

function unsure(cell: CellView, comparison: Comparison): Levelled {
  const { onInconclusive } = cell.policy;
  const fingerprint = fingerprintOf(comparison);
  if (cannotEstimate(comparison) && !isNarrow(cell, comparison)) {
    return { level: 'doubt', blocking: true, code: 'unsure', comparison };
  }
  if (probablyWorse(comparison)) {
    const blocking = onInconclusive !== 'warn';
    return { level: 'doubt', blocking, code: 'leaning-worse', fingerprint, comparison };
  }
  return { level: 'doubt', blocking: blocksAll(onInconclusive), code: 'unsure', comparison };
}

/** What the old ruler says of the scorer, where it could be measured. It decides when the set was edited. */
function oldRuler(cell: CellView, scorer: string): Comparison | undefined {
  return oldComparisons(cell).find(
    (one) => one.scorer === scorer && one.state !== 'not-comparable',
  );
}

const blocksAll = (onInconclusive: GatePolicy['onInconclusive']): boolean =>
  onInconclusive === 'block';

/** Whether the scorer belongs to single cases of the set, not to all of them. */
function isNarrow(cell: CellView, comparison: Comparison): boolean {
  return cell.arm.scorers.get(comparison.scorer)?.cases !== undefined;
}

/** A scorer that the baseline never knew is judged only by floors and hard rules. */
function isNewScorer(cell: CellView, comparison: Comparison): boolean {
  const known = Object.hasOwn(cell.baseline?.header.scorers ?? {}, comparison.scorer);
  const comparedElse = cell.comparisons.some((one) => one.primary && one.pairs > 0);
  return !known && comparedElse && cell.arm.scorers.has(comparison.scorer);
}

/** A scorer that single cases brought and took along: its cases are counted as removed or edited, not it. */
function leftWithItsCases(cell: CellView, comparison: Comparison): boolean {
  const { baseline, pairing } = cell;
  if (baseline === undefined || pairing === undefined) return false;
  const gone = new Set([...pairing.removed, ...pairing.changed]);
  const scored = [...baseline.cases.values()].filter((row) =>
    Object.hasOwn(row.scores, comparison.scorer),
  );
  const some = scored.length > 0 && scored.length < baseline.cases.size;
  return some && scored.every((row) => gone.has(row.case));
}
