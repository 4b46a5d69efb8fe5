import type { Finding } from '@pawl/core';

import type { CellView } from '../cell-view.ts';

/** A baseline that is missing or cannot be read is named, and never a pass by itself. */
export function baselineState(cell: CellView): Finding[] {
  const place = { set: cell.set.name, target: cell.target.name, level: 'doubt' } as const;
  const { answer } = cell;
  if (answer?.kind === 'found') return [];
  if (answer?.kind === 'unreadable') {
    const { code: defect, source, message: detail } = answer;
    return [{ ...place, blocking: true, code: 'bad-baseline', defect, source, detail }];
  }
  const floorsOnly = cell.policy.onMissingBaseline === 'floors' && hasFloors(cell);
  const looked = answer?.looked ?? [];
  return [{ ...place, blocking: !floorsOnly, code: 'no-baseline', looked, floorsOnly }];
}

/** Floors alone can judge only where there are some. */
function hasFloors(cell: CellView): boolean {
  return Object.keys(cell.policy.minimum).some((name) => cell.arm.scorers.has(name));
}
