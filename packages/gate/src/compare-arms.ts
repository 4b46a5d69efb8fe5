import type { Comparison, ComparisonReason, CrossChecks } from '@pawl/core';

import type { Arm } from './arm.ts';
import { comparabilityReasons } from './comparability.ts';
import { decideState } from './decide-state.ts';
import { measurePairs, type PairedMeasure } from './measure-pairs.ts';
import type { Pairing } from './pair-cases.ts';
import { mcnemar } from './statistics/mcnemar.ts';
import { newcombePaired } from './statistics/newcombe.ts';
import { pairedBounds } from './statistics/paired-bounds.ts';
import { detectableDrop, eligibilityFloor } from './statistics/power.ts';
import { tangoInterval } from './statistics/tango.ts';

/** Two arms and how their cases pair. */
export interface Arms {
  readonly baseline: Arm;
  readonly candidate: Arm;
  readonly pairing: Pairing;
}

/** What is asked of the pairs. */
export interface Question {
  readonly scorer: string;
  readonly primary: boolean;
  readonly margin: number;
  readonly confidence: number;
  readonly passAt: number;
  /** Only cases with this tag. */
  readonly slice?: string;
}

/** Baseline beside candidate for one scorer: paired case by case, comparable first, then measured, then decided. */
export function compareArms(arms: Arms, question: Question): Comparison {
  const reasons = comparabilityReasons(arms, question.scorer);
  const measure = measurePairs(reasons.length > 0 ? [] : arms.pairing.pairs, question);
  const alpha = 1 - question.confidence;
  const bounds = pairedBounds(measure.clusters, alpha);
  const needed = eligibilityFloor(question.margin, alpha);
  const decided = decideState({ measure, bounds, needed, reasons, question });
  return {
    ...describe(arms, question),
    ...counts(measure),
    state: decided.state,
    reasons: decided.reasons,
    needed,
    ...(measure.pairs === 0
      ? {}
      : { baselineMean: measure.baselineMean, candidateMean: measure.candidateMean }),
    ...(bounds === undefined
      ? {}
      : {
          difference: { low: bounds.low, mid: measure.difference, high: bounds.high },
          standardError: bounds.standardError,
          degreesOfFreedom: bounds.degreesOfFreedom,
          detectable: Math.min(1, detectableDrop(bounds, alpha)),
          pWorse: bounds.pWorse,
        }),
    ...(crossCheckable(measure, decided.reasons) ? { crossChecks: crossChecks(measure) } : {}),
  };
}

function describe(
  arms: Arms,
  question: Question,
): Pick<
  Comparison,
  | 'set'
  | 'target'
  | 'baselineTarget'
  | 'scorer'
  | 'slice'
  | 'primary'
  | 'margin'
  | 'confidence'
  | 'added'
  | 'removed'
  | 'changed'
> {
  const { baseline, candidate, pairing } = arms;
  const other = baseline.target === candidate.target ? {} : { baselineTarget: baseline.target };
  return {
    set: candidate.set,
    target: candidate.target,
    ...other,
    scorer: question.scorer,
    ...(question.slice === undefined ? {} : { slice: question.slice }),
    primary: question.primary,
    margin: question.margin,
    confidence: question.confidence,
    added: pairing.added,
    removed: pairing.removed,
    changed: pairing.changed,
  };
}

function counts(
  measure: PairedMeasure,
): Pick<
  Comparison,
  | 'pairs'
  | 'lost'
  | 'gained'
  | 'lostCases'
  | 'gainedCases'
  | 'worse'
  | 'better'
  | 'shared'
  | 'unknownBefore'
  | 'clusters'
> {
  return {
    pairs: measure.pairs,
    lost: measure.lostCases.length,
    gained: measure.gainedCases.length,
    lostCases: measure.lostCases,
    gainedCases: measure.gainedCases,
    worse: measure.worse,
    better: measure.better,
    shared: measure.shared,
    ...(measure.unknownBefore === 0 ? {} : { unknownBefore: measure.unknownBefore }),
    clusters: measure.clusters.length,
  };
}

/** Other people's intervals assume independent pairs with one outcome each that is 0 or 1. */
function crossCheckable(measure: PairedMeasure, reasons: readonly ComparisonReason[]): boolean {
  const plain = measure.plainBits && !measure.clustered;
  return plain && measure.pairs > 0 && !reasons.includes('no-pairs');
}

function crossChecks(measure: PairedMeasure): CrossChecks {
  const table = {
    bothPass: measure.bothPass,
    lost: measure.lostCases.length,
    gained: measure.gainedCases.length,
    bothFail:
      measure.pairs - measure.bothPass - measure.lostCases.length - measure.gainedCases.length,
  };
  const test = mcnemar(table.lost, table.gained);
  return {
    mcnemarExactP: test.exactP,
    mcnemarMidP: test.midP,
    tango: tangoInterval(table),
    newcombe: newcombePaired(table),
  };
}
