import type { Finding } from '@pawl/core';

import { readHard } from '../case-duty.ts';
import type { CellView } from '../cell-view.ts';
import { caseFingerprint } from '../fingerprint.ts';

/** Cases marked critical, today or when the baseline was accepted, must pass on every trial. */
export function criticalCases(cell: CellView): Finding[] {
  const findings: Finding[] = [];
  for (const stamp of cell.set.cases) {
    const critical = stamp.critical ?? cell.baseline?.cases.get(stamp.id)?.critical;
    if (critical !== true) continue;
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
