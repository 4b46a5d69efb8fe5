import type { Finding } from '@pawl/core';

import type { CellView } from '../cell-view.ts';

/** Fewer clusters tell little about any others, however many cases they hold. */
export const enoughClusters = 10;

/** Doubts what too few clusters say. */
export function fewClusters(cell: CellView): Finding[] {
  const clustered = cell.comparisons.filter(
    (one) => one.primary && one.clusters > 0 && one.clusters < one.pairs,
  );
  const clusters = Math.min(...clustered.map((one) => one.clusters));
  if (clustered.length === 0 || clusters >= enoughClusters) return [];
  const place = { set: cell.set.name, target: cell.target.name };
  return [{ ...place, level: 'doubt', blocking: false, code: 'few-clusters', clusters }];
}
