import type { Json, Opinion, ScorerCatalog } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, type Prepared, type Scorer } from '../shape/define-scorer.ts';
import { scored, unscored } from '../shape/opinion.ts';
import { isJsonObject } from '../shape/subject.ts';
import { nestedSchema, readNested, type Lookup, type Nested } from './nested.ts';
import { prepareNested, reasonsOf, valuesOf, type Said } from './run-nested.ts';

/** Options of `all-of` and `any-of`. */
export interface ListOptions {
  readonly scorers: readonly Nested[];
}

/** Options of `not`. */
export interface NotOptions {
  readonly scorer: Nested;
}

/** Options of `weighted`; each nested scorer may carry a `weight` of its own (1 by default). */
export type WeightedOptions = ListOptions;

/** A scorer whose opinion waits for others. */
export type Combinator<O> = Scorer<O, Promise<Opinion>>;

/** The combinators over a catalog that they are themselves part of. */
export interface Combinators {
  readonly not: Combinator<NotOptions>;
  readonly allOf: Combinator<ListOptions>;
  readonly anyOf: Combinator<ListOptions>;
  readonly weighted: Combinator<WeightedOptions>;
}

/** Makes the combinators. */
export function makeCombinators(lookup: Lookup): Combinators {
  return {
    not: defineNot(lookup),
    allOf: defineList(lookup, {
      type: 'all-of',
      summary: 'Every nested scorer is content: the lowest of their values.',
      combine: (values) => Math.min(...values),
    }),
    anyOf: defineList(lookup, {
      type: 'any-of',
      summary: 'One nested scorer is content: the highest of their values.',
      combine: (values) => Math.max(...values),
    }),
    weighted: defineWeighted(lookup),
  };
}

function defineNot(lookup: Lookup): Combinator<NotOptions> {
  const options: z.ZodType<NotOptions> = z.strictObject({
    scorer: nestedSchema(lookup).describe('the scorer, in its short or long form'),
  });
  return defineScorer({
    type: 'not',
    summary:
      'The nested scorer is not content: 1 minus its value. What it cannot score stays unscored.',
    options,
    short: (argument) => ({ scorer: unwrap(argument, 'scorer') }),
    binary: ({ scorer }) => areBinary([scorer], lookup()),
    example: { options: { scorer: { contains: 'sorry' } }, output: 'Here you are.', value: 1 },
    prepare: ({ scorer }) => combineWith([scorer], lookup, ([value = 0]) => 1 - value),
  });
}

interface ListParts {
  readonly type: string;
  readonly summary: string;
  readonly combine: (values: readonly number[]) => number;
}

function defineList(
  lookup: Lookup,
  { type, summary, combine }: ListParts,
): Combinator<ListOptions> {
  return defineScorer({
    type,
    summary,
    options: listSchema(lookup),
    short: (argument) => ({ scorers: unwrap(argument, 'scorers') }),
    binary: ({ scorers }) => areBinary(scorers, lookup()),
    example: {
      options: { scorers: [{ contains: 'refund' }, { length: { max: 100 } }] },
      output: 'You get a refund.',
      value: 1,
    },
    prepare: ({ scorers }) => combineWith(scorers, lookup, combine),
  });
}

function defineWeighted(lookup: Lookup): Combinator<WeightedOptions> {
  return defineScorer({
    type: 'weighted',
    summary: 'The mean of the nested scorers, each by its `weight` (1 by default).',
    options: listSchema(lookup),
    short: (argument) => ({ scorers: unwrap(argument, 'scorers') }),
    binary: () => false,
    example: {
      options: {
        scorers: [
          { type: 'contains', value: 'refund', weight: 3 },
          { type: 'length', max: 5 },
        ],
      },
      output: 'You get a refund.',
      value: 0.75,
    },
    prepare: ({ scorers }) => {
      const weights = scorers.map(weightOf);
      const whole = weights.reduce((sum, weight) => sum + weight, 0);
      return combineWith(scorers, lookup, (values) =>
        values.reduce((sum, value, index) => sum + (value * (weights[index] ?? 0)) / whole, 0),
      );
    },
  });
}

function listSchema(lookup: Lookup): z.ZodType<ListOptions> {
  const positive = (list: readonly Nested[]) => list.every((each) => weightOf(each) > 0);
  return z.strictObject({
    scorers: z
      .array(nestedSchema(lookup))
      .min(1)
      .refine(positive, 'every weight is a number above 0')
      .readonly()
      .describe('scorers, each in its short or long form'),
  });
}

function weightOf(nested: Nested): number {
  const weight = typeof nested === 'string' ? 1 : (nested['weight'] ?? 1);
  return typeof weight === 'number' ? weight : 0;
}

// An opinion is missing as soon as one of the nested ones is: what is unknown is not guessed.
function combineWith(
  scorers: readonly Nested[],
  lookup: Lookup,
  combine: (values: readonly number[]) => number,
): Prepared<Promise<Opinion>> {
  const run = prepareNested(scorers, lookup());
  return async (subject, ports) => {
    const said = await run(subject, ports);
    const missing = said.find((score) => score.kind === 'unscored');
    if (missing !== undefined) return unscored(`${missing.scorer}: ${missing.reason ?? ''}`);
    return describe(clamp(combine(valuesOf(said))), said);
  };
}

function describe(value: number, said: Said): Opinion {
  const parts = said.map((score) => ({
    scorer: score.scorer,
    value: score.kind === 'scored' ? score.value : 0,
  }));
  const reason = value === 1 ? undefined : reasonsOf(said) || 'the nested scorer is content';
  return scored(value, reason, { parts });
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function areBinary(scorers: readonly Nested[], catalog: ScorerCatalog): boolean {
  return scorers.every((each) => {
    const { type, options } = readNested(each, catalog);
    return catalog.get(type)?.binary(options) === true;
  });
}

function unwrap(argument: Json, key: string): Json {
  return isJsonObject(argument) && Object.keys(argument).length === 1
    ? (argument[key] ?? argument)
    : argument;
}
