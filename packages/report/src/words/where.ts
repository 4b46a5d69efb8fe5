import type { Comparison, FindingPlace } from '@pawl/core';

import { code, own, say, type Phrase } from '../phrase.ts';

/** `support-policy on `support``, as far as it is known. */
export function nameCell(place: Pick<FindingPlace, 'set' | 'target'>): Phrase {
  if (place.set === undefined)
    return place.target === undefined ? own('The run') : code(place.target);
  if (place.target === undefined) return say`${place.set}`;
  return say`${place.set} on ${code(place.target)}`;
}

/** The cell with its scorer: `support-policy on `support` by `answer``. */
export function nameScored(place: Pick<FindingPlace, 'set' | 'target' | 'scorer'>): Phrase {
  const cell = nameCell(place);
  return place.scorer === undefined ? cell : say`${cell} by ${code(place.scorer)}`;
}

/** What a comparison is about: its cell, the scorer that the finding names, the baseline's target where it is another one, the slice. */
export function nameComparison(comparison: Comparison, place: FindingPlace): Phrase {
  const base =
    comparison.baselineTarget === undefined
      ? own('')
      : say` against ${code(comparison.baselineTarget)}`;
  const slice =
    comparison.slice === undefined ? own('') : say` in the slice ${code(comparison.slice)}`;
  const cell = { set: comparison.set, target: comparison.target };
  const scored = place.scorer === undefined ? nameCell(cell) : nameScored(comparison);
  return say`${scored}${base}${slice}`;
}

/** The case with its set and target: `` `refund-eu-14d` of support-policy on `support` ``. */
export function nameCase(place: FindingPlace): Phrase {
  const cell = nameCell(place);
  return place.case === undefined ? cell : say`${code(place.case)} of ${cell}`;
}
