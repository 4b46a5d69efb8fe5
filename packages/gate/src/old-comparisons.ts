import type { Comparison } from '@pawl/core';

import type { CellView } from './cell-view.ts';

/** What the old ruler says of a cell, as far as it could be measured. */
export function oldComparisons({ evidence, set, target }: CellView): Comparison[] {
  return (evidence.oldRulers ?? [])
    .filter((one) => one.set === set.name && one.target === target.name)
    .flatMap((one) => one.comparisons ?? []);
}
