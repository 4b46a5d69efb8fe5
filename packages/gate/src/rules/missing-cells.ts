import type { Finding } from '@pawl/core';

import { compareText } from '../arm.ts';
import type { GateEvidence } from '../evidence.ts';
import { caseFingerprint } from '../fingerprint.ts';

/** A set or target that has a baseline and is not in the run: the easiest way to lose every case at once. */
export function missingCells({ record, baselines }: GateEvidence): Finding[] {
  if (record.partial === true) return [];
  return baselines.flatMap((answer): Finding[] => {
    const { set, target } = answer;
    const there = record.cells.some((cell) => cell.set === set && cell.target === target);
    if (answer.kind !== 'found' || there) return [];
    const cases = [...answer.baseline.cases.keys()].toSorted(compareText);
    const fingerprint = caseFingerprint({ set, target, case: '', code: 'cell-removed' });
    const fail = { level: 'fail', blocking: true } as const;
    return [{ ...fail, set, target, fingerprint, code: 'cases-removed', cases, allowed: 0 }];
  });
}
