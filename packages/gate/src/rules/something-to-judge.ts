import type { Finding } from '@pawl/core';

import type { CellView } from '../cell-view.ts';
import { primaryScorers } from '../primary-scorers.ts';

/** A set without a planned case, or without a scorer that decides, says nothing: never a pass. */
export function somethingToJudge(cell: CellView): Finding[] {
  const header = cell.baseline?.header;
  const primary = primaryScorers({
    set: cell.set,
    policy: cell.policy,
    ...(header === undefined ? {} : { header }),
  });
  const planned = cell.set.cases.reduce((sum, stamp) => sum + stamp.trials, 0);
  if (planned > 0 && primary.size > 0) return [];
  const place = { set: cell.set.name, target: cell.target.name };
  return [{ ...place, level: 'doubt', blocking: true, code: 'nothing-to-judge', planned }];
}
