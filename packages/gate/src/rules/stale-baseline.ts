import type { Finding } from '@pawl/core';

import type { CellView } from '../cell-view.ts';
import { daysBetween } from '../days-between.ts';

/**
 * A baseline older than the policy allows: the models behind it may have moved since. It blocks unless every request is
 * the same, for then nothing is measured against it.
 */
export function staleBaseline(cell: CellView): Finding[] {
  const { answer, policy, pairing } = cell;
  if (answer?.kind !== 'found') return [];
  const age = daysBetween(answer.baseline.header.at, cell.evidence.at);
  if (age !== undefined && age <= policy.maxAgeDays) return [];
  const untouched = pairing !== undefined && pairing.pairs.every((pair) => pair.shared);
  return [
    {
      level: 'doubt',
      blocking: !untouched || pairing.pairs.length === 0,
      set: cell.set.name,
      target: cell.target.name,
      code: 'stale-baseline',
      ageDays: Math.floor(age ?? Number.MAX_SAFE_INTEGER),
      maxAgeDays: policy.maxAgeDays,
      source: answer.source,
    },
  ];
}
