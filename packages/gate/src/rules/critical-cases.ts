import type { CaseStamp, Finding, RuleChange } from '@pawl/core';

import { criticalIds, readHard, type HardReading } from '../case-duty.ts';
import type { CellView } from '../cell-view.ts';
import { caseFingerprint } from '../fingerprint.ts';
import { oldHardCase } from '../old-hard-cases.ts';

/** Cases marked critical, today or when the baseline was accepted, must pass on every trial, under both rulers. */
export function criticalCases(cell: CellView): Finding[] {
  const findings: Finding[] = [];
  const critical = criticalIds(cell);
  for (const stamp of cell.set.cases) {
    if (!critical.has(stamp.id)) continue;
    const reading = failing(cell, stamp);
    if (reading === undefined) continue;
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

interface Failing extends HardReading {
  /** There where it fails under the old definitions alone. */
  readonly edits?: readonly RuleChange[];
}

function failing(cell: CellView, stamp: CaseStamp): Failing | undefined {
  const now = readHard(cell, stamp);
  if (now !== undefined && now.scorers.length > 0) return now;
  const old = oldHardCase(cell, stamp.id);
  return old?.reading === undefined ? undefined : { ...old.reading, edits: old.edits };
}
