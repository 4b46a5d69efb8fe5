import type { Finding } from '@pawl/core';

import type { CellView } from '../cell-view.ts';

/** Fewer than ten clusters tell little about any others, however many cases they hold. */
export function fewClusters(cell: CellView): Finding[] {
  const clustered = cell.comparisons.filter(
    (one) => one.primary && one.clusters > 0 && one.clusters < one.pairs,
  );
  const clusters = Math.min(...clustered.map((one) => one.clusters));
  if (clustered.length === 0 || clusters >= 10) return [];
  const place = { set: cell.set.name, target: cell.target.name };
  return [{ ...place, level: 'doubt', blocking: false, code: 'few-clusters', clusters }];
}
