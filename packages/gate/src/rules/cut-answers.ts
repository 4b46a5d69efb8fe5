import type { Finding } from '@pawl/core';

import type { CellView } from '../cell-view.ts';

/** More than one answer in a hundred was cut at the output limit: what was scored is not what was meant. */
export function cutAnswers(cell: CellView): Finding[] {
  const found = cell.evidence.record.cells.find(
    (one) => one.set === cell.set.name && one.target === cell.target.name,
  );
  let answered = 0;
  let cut = 0;
  for (const { trials } of found?.cases ?? []) {
    for (const trial of trials) {
      if (trial.kind !== 'answered') continue;
      answered += 1;
      if (trial.finish === 'length') cut += 1;
    }
  }
  const share = answered === 0 ? 0 : cut / answered;
  if (share <= 0.01) return [];
  const place = { set: cell.set.name, target: cell.target.name };
  return [{ ...place, level: 'doubt', blocking: false, code: 'cut-answers', trials: cut, share }];
}
