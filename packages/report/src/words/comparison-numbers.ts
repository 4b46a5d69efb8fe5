import type { Comparison, ComparisonState, Interval } from '@pawl/core';

import { count, counted, points, signedPoints } from '../numbers.ts';

/** `lost 12 and gained 1 of 212 cases`; for graded scores how many got worse and better. */
function tellFlips(comparison: Comparison): string {
  const { lost, gained, worse, better, pairs } = comparison;
  const of = counted(pairs, 'case');
  if (lost + gained === 0 && worse + better > 0) {
    return `scored lower on ${count(worse)} and higher on ${count(better)} of ${of}`;
  }
  return `lost ${count(lost)} and gained ${count(gained)} of ${of}`;
}

/** `−5.2 points (−8.1 … −2.2)`; nothing where it could not be estimated. */
function tellDifference(difference: Interval | undefined): string | undefined {
  if (difference === undefined) return undefined;
  return `${signedPoints(difference.mid)} points ${tellBounds(difference)}`;
}

/** `(−8.1 … −2.2)`. */
export function tellBounds(bounds: { readonly low: number; readonly high: number }): string {
  return `(${signedPoints(bounds.low)} … ${signedPoints(bounds.high)})`;
}

/** `lost 12 and gained 1 of 212 cases, −5.2 points (−8.1 … −2.2), margin 2`. */
export function tellEvidence(comparison: Comparison): string {
  return [
    tellFlips(comparison),
    tellDifference(comparison.difference),
    `margin ${points(comparison.margin)}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** `120 cases: a drop below 3.1 points would not be visible`; nothing where it cannot be said. */
export function tellSight(comparison: Comparison): string | undefined {
  if (comparison.detectable === undefined) return undefined;
  return `${counted(comparison.pairs, 'case')}: a drop below ${points(comparison.detectable)} points would not be visible`;
}

/** Whether a comparison holds its margin and is surely worse all the same. */
export function isWorseWithin({ state, difference }: Comparison): boolean {
  return state === 'held' && difference !== undefined && difference.high < 0;
}

/** The state of a comparison in words. */
export function tellState(comparison: Comparison): string {
  return isWorseWithin(comparison) ? 'worse, within the margin' : stateWords[comparison.state];
}

const stateWords: Readonly<Record<ComparisonState, string>> = {
  improved: 'better',
  held: 'held',
  regressed: 'worse',
  unsure: 'unsure',
  'not-comparable': 'not comparable',
};
