import type { ConfusionCounts, IntervalEnds, ResampledAgreement } from '@pawl/core';

import { bootstrapInterval, type BootstrapOptions } from './bootstrap.ts';
import { cohenKappa } from './kappa.ts';
import { krippendorffAlpha } from './krippendorff-alpha.ts';

/**
 * Bootstrap intervals of agreement and kappa that draw whole cases, one table of counts each: outputs of several
 * targets for one case err together. `undefined` for fewer than two cases, and where every draw is the same:
 * labels that all agree leave nothing to draw.
 */
export function resampleAgreement(
  cases: readonly ConfusionCounts[],
): ResampledAgreement | undefined {
  const drawing = drawingOf(cases.length);
  const agreement = bootstrapInterval(cases, (drawn) => agreementOf(drawn), drawing);
  const kappa = bootstrapInterval(cases, (drawn) => kappaOf(drawn) ?? Number.NaN, drawing);
  if (agreement === undefined || agreement.low === agreement.high) return undefined;
  return { cases: cases.length, agreement, ...(isDefined(kappa) ? { kappa } : {}) };
}

/** Bootstrap interval of Krippendorff's alpha, units drawn; `undefined` where a draw leaves it undefined. */
export function resampleAlpha(units: readonly (readonly number[])[]): IntervalEnds | undefined {
  const ends = bootstrapInterval(
    units,
    (drawn) => krippendorffAlpha(drawn) ?? Number.NaN,
    drawingOf(units.length),
  );
  return isDefined(ends) ? ends : undefined;
}

/** The same labels give the same ends; long lists are drawn less often. */
export function drawingOf(rows: number): BootstrapOptions {
  return { seed: 1, draws: Math.max(200, Math.min(1000, Math.floor(2_000_000 / rows))) };
}

// not a number sorts last: it would show in the upper end
const isDefined = (ends: IntervalEnds | undefined): ends is IntervalEnds =>
  ends !== undefined && Number.isFinite(ends.low) && Number.isFinite(ends.high);

function agreementOf(drawn: readonly ConfusionCounts[]): number {
  const { truePass, falsePass, falseFail, trueFail } = total(drawn);
  return (truePass + trueFail) / (truePass + falsePass + falseFail + trueFail);
}

function kappaOf(drawn: readonly ConfusionCounts[]): number | undefined {
  const { truePass, falsePass, falseFail, trueFail } = total(drawn);
  return cohenKappa([
    [truePass, falsePass],
    [falseFail, trueFail],
  ])?.value;
}

function total(drawn: readonly ConfusionCounts[]): ConfusionCounts {
  const sum = { truePass: 0, falsePass: 0, falseFail: 0, trueFail: 0 };
  for (const each of drawn) {
    sum.truePass += each.truePass;
    sum.falsePass += each.falsePass;
    sum.falseFail += each.falseFail;
    sum.trueFail += each.trueFail;
  }
  return sum;
}
