import type { Comparison, Finding } from '@pawl/core';

import type { CellView } from '../cell-view.ts';

/** Cases whose request is the same and whose values are not: the provider moved, or the answers are drawn by chance. */
export function drift(cell: CellView): Finding[] {
  const shared = (cell.pairing?.pairs ?? []).filter((pair) => pair.shared);
  const scorers = cell.set.scorers.filter(
    (one) => !one.advisory && cell.comparisons.some((other) => isComparable(other, one.name)),
  );
  const differing = shared.filter((pair) =>
    scorers.some((scorer) => {
      const before = pair.before.read(scorer.name, 1);
      const after = pair.after.read(scorer.name, 1);
      return before !== undefined && after !== undefined && before.mean !== after.mean;
    }),
  ).length;
  if (differing === 0) return [];
  const place = { set: cell.set.name, target: cell.target.name };
  const level = 'note';
  return [{ ...place, level, blocking: false, code: 'drift', cases: shared.length, differing }];
}

/** Values under another scorer differ because the ruler does. */
const isComparable = ({ scorer, state }: Comparison, name: string): boolean =>
  scorer === name && state !== 'not-comparable';
