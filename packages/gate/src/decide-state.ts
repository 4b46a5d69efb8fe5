import type { ComparisonReason, ComparisonState } from '@pawl/core';

import type { PairedMeasure } from './measure-pairs.ts';
import type { PairedBounds } from './statistics/paired-bounds.ts';

/** Everything the state depends on. */
export interface StateInputs {
  readonly measure: PairedMeasure;
  readonly bounds: PairedBounds | undefined;
  /** Distinct cases needed before *held* can be said. */
  readonly needed: number;
  /** Why the arms are not comparable. */
  readonly reasons: readonly ComparisonReason[];
  readonly question: { readonly margin: number; readonly slice?: string };
}

/** What the comparison says, with its reasons. */
export interface Decided {
  readonly state: ComparisonState;
  readonly reasons: readonly ComparisonReason[];
}

/** The table of the gate: improved, held, regressed, else unsure; not comparable before all. */
export function decideState(inputs: StateInputs): Decided {
  const { measure, bounds, reasons, question } = inputs;
  if (reasons.length > 0) return { state: 'not-comparable', reasons };
  if (measure.pairs === 0) return { state: 'not-comparable', reasons: [noPairs(measure)] };
  if (isIdentical(measure)) return { state: 'held', reasons: [] };
  if (bounds === undefined) return { state: 'unsure', reasons: [tooFew(measure)] };
  if (bounds.low > 0) return { state: 'improved', reasons: [] };
  if (bounds.low > -question.margin) return heldIfEligible(inputs, bounds);
  return { state: bounds.high < 0 ? 'regressed' : 'unsure', reasons: [] };
}

/** Cases that both sides have and one gave no value for are not cases that one side lacks. */
const noPairs = (measure: PairedMeasure): ComparisonReason =>
  measure.unknownBefore + measure.unknownAfter > 0 ? 'incomplete' : 'no-pairs';

/** Every request is the same and so is every value: the difference is 0, not estimated to be near it. */
function isIdentical(measure: PairedMeasure): boolean {
  return measure.shared === measure.pairs && measure.worse === 0 && measure.better === 0;
}

const tooFew = (measure: PairedMeasure): ComparisonReason =>
  measure.pairs < 2 ? 'too-few-cases' : 'too-few-clusters';

function heldIfEligible(inputs: StateInputs, bounds: PairedBounds): Decided {
  const enough = effectiveCases(inputs.measure, bounds) >= inputs.needed;
  return enough ? { state: 'held', reasons: [] } : { state: 'unsure', reasons: ['too-few-cases'] };
}

/** n/DEFF, or the number of clusters while nothing varies and the design effect is unknown. */
function effectiveCases(measure: PairedMeasure, bounds: PairedBounds): number {
  if (!measure.clustered) return measure.pairs;
  if (measure.plainVariance === 0) return measure.clusters.length;
  const effect = bounds.standardError ** 2 / augmentedPlainVariance(measure);
  return measure.pairs / Math.max(1, effect);
}

/** Variance of the mean with the two pseudo-cases, as if no cases were clustered. */
function augmentedPlainVariance(measure: PairedMeasure): number {
  const count = measure.pairs + 2;
  const raw = (measure.plainVariance * measure.pairs + measure.difference ** 2) * measure.pairs;
  const mean = (measure.difference * measure.pairs) / count;
  return ((raw + 2) / count - mean * mean) / (count - 1);
}
