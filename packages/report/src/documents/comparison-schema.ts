import type { Comparison, Interval } from '@pawl/core';
import { z } from 'zod';

const interval: z.ZodType<Interval> = z.object({
  low: z.number(),
  mid: z.number(),
  high: z.number(),
});

const bounds = z.object({ low: z.number(), high: z.number() });
const many = z.int().nonnegative();
const names = z.array(z.string()).readonly();

/** A comparison as JSON carries it; `difference` is candidate − baseline, as shares of the scale. */
export const comparisonSchema: z.ZodType<Comparison> = z.object({
  set: z.string(),
  target: z.string().describe("The candidate's target."),
  baselineTarget: z.string().exactOptional(),
  scorer: z.string(),
  slice: z.string().exactOptional(),
  primary: z.boolean(),
  state: z.enum(['improved', 'held', 'regressed', 'unsure', 'not-comparable']),
  reasons: z
    .array(
      z.enum([
        'no-pairs',
        'scorer-changed',
        'scorer-missing',
        'judge-changed',
        'too-few-cases',
        'too-few-clusters',
        'cannot-estimate',
        'incomplete',
        'rescored',
      ]),
    )
    .readonly(),
  pairs: many,
  lost: many,
  gained: many,
  lostCases: names,
  gainedCases: names,
  worse: many,
  better: many,
  added: names,
  removed: names,
  changed: names,
  unknownBefore: many.exactOptional(),
  shared: many,
  baselineMean: z.number().exactOptional(),
  candidateMean: z.number().exactOptional(),
  difference: interval.exactOptional(),
  standardError: z.number().exactOptional(),
  degreesOfFreedom: z.number().exactOptional(),
  clusters: many,
  margin: z.number(),
  confidence: z.number(),
  detectable: z.number().exactOptional(),
  needed: many,
  pWorse: z.number().exactOptional(),
  pAdjusted: z.number().exactOptional(),
  crossChecks: z
    .object({
      mcnemarExactP: z.number(),
      mcnemarMidP: z.number(),
      tango: bounds,
      newcombe: bounds,
    })
    .exactOptional(),
});
