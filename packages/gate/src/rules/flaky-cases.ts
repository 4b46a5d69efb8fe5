import type { Finding, FlakyCase } from '@pawl/core';

import { readHard } from '../case-duty.ts';
import type { CellView } from '../cell-view.ts';
import { longestFirst } from '../past-flips.ts';

/** Cases whose trials disagree, by how much, and how many trials would show it nearly always. */
export function flakyCases(cell: CellView): Finding[] {
  const cases = cell.set.cases.flatMap((stamp): FlakyCase[] => {
    const reading = stamp.trials < 2 ? undefined : readHard(cell, stamp);
    if (reading === undefined || reading.passed === 0 || reading.passed >= reading.trials)
      return [];
    const { passed, trials } = reading;
    const variance = (passed * (trials - passed)) / (trials * (trials - 1));
    return [{ case: stamp.id, passed, trials, variance, needed: trialsToExpose(passed, trials) }];
  });
  if (cases.length === 0) return [];
  const place = { set: cell.set.name, target: cell.target.name };
  return [{ ...place, level: 'note', blocking: false, code: 'flaky', cases: longestFirst(cases) }];
}

/**
 * Trials after which both answers have been seen with 95 % chance: the smallest k with 1 − p^k − (1−p)^k ≥ .95, at the
 * posterior mean of Jeffreys' prior.
 */
function trialsToExpose(passed: number, trials: number): number {
  const share = (passed + 0.5) / (trials + 1);
  let needed = 2;
  while (1 - share ** needed - (1 - share) ** needed < 0.95) needed += 1;
  return needed;
}
