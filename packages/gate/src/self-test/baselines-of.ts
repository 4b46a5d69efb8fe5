import type { BaselineAnswer, RunRecord } from '@pawl/core';

import { toBaseline } from '../to-baseline.ts';

/** A run's values as if they had been accepted, for every set and target. */
export function baselinesOf(record: RunRecord): BaselineAnswer[] {
  return record.cells.flatMap(({ set, target }) => {
    const baseline = toBaseline(record, { set, target });
    if (baseline === undefined) return [];
    return [{ kind: 'found' as const, set, target, baseline, source: `run ${record.runId}` }];
  });
}
