import type { Comparison, Finding } from '@pawl/core';

import { criticalIds, readHard } from '../case-duty.ts';
import type { CellView } from '../cell-view.ts';
import { compareRulers } from '../compare-rulers.ts';
import type { OldRuler } from '../evidence.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { passMark } from '../pass-mark.ts';
import { leansWorse } from '../probably-worse.ts';

/** Head's outputs under base's definition of the set: what an edit of the set cannot hide. */
export function twoRulers(cell: CellView): Finding[] {
  const rulers = (cell.evidence.oldRulers ?? []).filter(
    (one) => one.set === cell.set.name && one.target === cell.target.name,
  );
  return rulers.flatMap((ruler) => [...notMeasured(cell, ruler), ...measured(cell, ruler)]);
}

/** The old ruler itself must be there; the new one on base's outputs may be missing. */
function notMeasured(cell: CellView, ruler: OldRuler): Finding[] {
  const reason = ruler.notMeasured;
  if (reason === undefined) return [];
  const place = { set: cell.set.name, target: cell.target.name };
  const blocking = ruler.comparisons === undefined;
  const level = blocking ? 'doubt' : 'note';
  return [{ ...place, level, blocking, code: 'ruler-not-measured', reason }];
}

function measured(cell: CellView, ruler: OldRuler): Finding[] {
  return (ruler.comparisons ?? [])
    .filter((old) => old.primary)
    .flatMap((old) => judgeBoth(cell, ruler, old));
}

function judgeBoth(cell: CellView, ruler: OldRuler, old: Comparison): Finding[] {
  const { set, target, scorer } = old;
  const now = cell.comparisons.find((one) => one.scorer === scorer);
  const hidden = hidesCritical(cell, old);
  const found = compareRulers({ old, now, hidden, edits: ruler.edits });
  const place = { set, target, scorer };
  const fingerprint = fingerprintOf(old);
  if (found?.code === 'masked-regression') {
    return [{ ...place, level: 'fail', blocking: true, fingerprint, ...found }];
  }
  const edited = editedLosses(cell, ruler, old);
  if (found !== undefined) return [{ ...place, level: 'note', blocking: false, ...found }];
  if (!leans(old) || (now !== undefined && leans(now))) return edited;
  const blocking = cell.policy.onInconclusive !== 'warn';
  return [
    ...edited,
    { ...place, level: 'doubt', blocking, fingerprint, code: 'leaning-worse', comparison: old },
  ];
}

/** A behaviour and its definition may well change together; that they did is said, case by case. */
function editedLosses(cell: CellView, { edits }: OldRuler, old: Comparison): Finding[] {
  const { set, target, scorer } = old;
  const stamp = cell.set.scorers.find((one) => one.name === scorer);
  const mark = stamp === undefined ? 1 : passMark(stamp, cell.policy);
  const cases = old.lostCases.filter(
    (id) => cell.arm.byId.get(id)?.read(scorer, mark)?.passed === true,
  );
  if (cases.length === 0) return [];
  return [
    { set, target, scorer, level: 'doubt', blocking: false, code: 'edited-losses', cases, edits },
  ];
}

const leans = (one: Comparison): boolean => one.state === 'unsure' && leansWorse(one);

/** A critical case fails under the old definitions and passes under the new ones. */
function hidesCritical(cell: CellView, old: Comparison): boolean {
  const critical = criticalIds(cell);
  const lost = new Set(old.lostCases.filter((id) => critical.has(id)));
  return cell.set.cases.some(
    (stamp) => lost.has(stamp.id) && readHard(cell, stamp)?.scorers.length === 0,
  );
}
