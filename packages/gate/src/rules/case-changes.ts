import type { Finding } from '@pawl/core';

import { criticalIds } from '../case-duty.ts';
import type { CellView } from '../cell-view.ts';
import { editsCouldHide } from '../edits-could-hide.ts';
import { caseFingerprint } from '../fingerprint.ts';
import { oldComparisons } from '../old-comparisons.ts';

/**
 * Cases that are new, other or gone beside the baseline. More gone than allowed, or a critical one, fails. Edited ones are
 * told; they are inconclusive where they could hide what would have been blocked.
 */
export function caseChanges(cell: CellView): Finding[] {
  const { pairing } = cell;
  if (pairing === undefined) return [];
  const place = { set: cell.set.name, target: cell.target.name } as const;
  const findings: Finding[] = [];
  if (pairing.added.length > 0) {
    const note = { level: 'note', blocking: false } as const;
    findings.push({ ...place, ...note, code: 'cases-added', cases: pairing.added });
  }
  if (pairing.changed.length > 0) {
    const blocking = editsCouldHide(cell);
    const fingerprint = editFingerprint(cell, pairing.changed);
    const doubt = { level: 'doubt', blocking, fingerprint } as const;
    findings.push({ ...place, ...doubt, code: 'cases-changed', cases: pairing.changed });
  }
  return [...findings, ...rescored(cell), ...removed(cell, pairing.removed)];
}

/**
 * Cases whose accepted outputs were scored again, because the scorers are others than when they were accepted. A doubt
 * while nobody has looked with the old scorers.
 */
function rescored(cell: CellView): Finding[] {
  const { answer, pairing, set, target } = cell;
  if (answer?.kind !== 'found' || answer.rescoredFrom === undefined) return [];
  const level = oldComparisons(cell).length > 0 ? 'note' : 'doubt';
  const place = { set: set.name, target: target.name, level, blocking: false } as const;
  const cases = pairing?.pairs.map((pair) => pair.after.id) ?? [];
  return cases.length === 0 ? [] : [{ ...place, code: 'cases-rescored', cases }];
}

function removed(cell: CellView, cases: readonly string[]): Finding[] {
  if (cell.evidence.record.partial === true) return [];
  const critical = criticalIds(cell);
  const hard = cases.filter((id) => critical.has(id));
  const others = cases.filter((id) => !critical.has(id));
  return [...removedBeyond(cell, hard, 0), ...removedBeyond(cell, others, allowedRemovals(cell))];
}

function removedBeyond(cell: CellView, cases: readonly string[], allowed: number): Finding[] {
  if (cases.length === 0) return [];
  const over = cases.length > allowed;
  const place = { set: cell.set.name, target: cell.target.name };
  return [
    {
      ...place,
      level: over ? 'fail' : 'note',
      blocking: over,
      fingerprint: caseFingerprint({ ...place, case: cases.join('\n'), code: 'cases-removed' }),
      code: 'cases-removed',
      cases,
      allowed,
    },
  ];
}

/** Identity of exactly these edits: another edit of the same cases is another one. */
function editFingerprint(cell: CellView, cases: readonly string[]): string {
  const edits = cases.map((id) => `${id} ${cell.arm.byId.get(id)?.hash ?? ''}`).join('\n');
  const place = { set: cell.set.name, target: cell.target.name };
  return caseFingerprint({ ...place, case: edits, code: 'cases-changed' });
}

/** Below 1 it is a share of the baseline's cases, from 1 on a number of them. */
function allowedRemovals(cell: CellView): number {
  const { maxRemoved } = cell.policy;
  const cases = cell.baseline?.cases.size ?? 0;
  return Math.floor(maxRemoved < 1 ? maxRemoved * cases : maxRemoved);
}
