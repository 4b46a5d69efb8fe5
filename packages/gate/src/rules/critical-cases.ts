import type { Finding } from '@pawl/core';

import { criticalIds, readHard } from '../case-duty.ts';
import type { CellView } from '../cell-view.ts';
import { caseFingerprint } from '../fingerprint.ts';

/** Cases marked critical, today or when the baseline was accepted, must pass on every trial. */
export function criticalCases(cell: CellView): Finding[] {
  const findings: Finding[] = [];
  const critical = criticalIds(cell);
  for (const stamp of cell.set.cases) {
    if (!critical.has(stamp.id)) continue;
    const reading = readHard(cell, stamp);
    if (reading === undefined || reading.scorers.length === 0) continue;
    const where = { set: cell.set.name, target: cell.target.name, case: stamp.id };
    const fingerprint = caseFingerprint({ ...where, code: 'critical-failed' });
    findings.push({
      ...where,
      level: 'fail',
      blocking: true,
      fingerprint,
      code: 'critical-failed',
      ...reading,
    });
  }
  return findings;
}
