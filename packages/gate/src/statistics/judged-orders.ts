import type { BoundedNumber, JudgedOrders } from '@pawl/core';

import { bootstrapInterval } from './bootstrap.ts';
import { drawingOf } from './resample-agreement.ts';
import { wilson } from './wilson.ts';

/** The place of the better answer as a judge saw it, or a tie. */
export type Preference = 'first' | 'second' | 'tie';

/** What a judge said of two answers, and then of the same two exchanged. */
export type BothOrders = readonly [shown: Preference, exchanged: Preference];

/** Order consistency and position bias of pairs that were seen in both orders. `undefined` of no pairs. */
export function measureOrders(pairs: readonly BothOrders[]): JudgedOrders | undefined {
  if (pairs.length === 0) return undefined;
  const consistency = pairs.filter(isConsistent).length / pairs.length;
  const bias = biasOf(pairs);
  return {
    pairs: pairs.length,
    consistency: { value: consistency, ...wilson(consistency, pairs.length) },
    ...(bias === undefined ? {} : { positionBias: { value: bias, ...biasEnds(pairs, bias) } }),
  };
}

// the answer that is first in one order is second in the other
function isConsistent([shown, exchanged]: BothOrders): boolean {
  return shown === 'tie' ? exchanged === 'tie' : exchanged !== 'tie' && shown !== exchanged;
}

function biasOf(pairs: readonly BothOrders[]): number | undefined {
  const preferred = pairs.flat().filter((place) => place !== 'tie');
  if (preferred.length === 0) return undefined;
  return (2 * preferred.filter((place) => place === 'first').length) / preferred.length - 1;
}

function biasEnds(pairs: readonly BothOrders[], bias: number): Omit<BoundedNumber, 'value'> {
  const ends = bootstrapInterval(pairs, (drawn) => biasOf(drawn) ?? bias, drawingOf(pairs.length));
  return ends ?? { low: -1, high: 1 };
}
