import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { NoOpinion } from '../shape/opinion.ts';
import type { Segment } from './bleu.ts';
import { countNgrams, sharedCount } from './ngrams.ts';
import { answerOptions, scoreAnswers, type AnswerOptions } from './text-options.ts';

/** Settings of chrF, in sacreBLEU's words and with its defaults. */
export interface ChrfSettings {
  readonly charOrder?: number;
  /** 0 is chrF, 2 is chrF++. */
  readonly wordOrder?: number;
  readonly beta?: number;
  readonly whitespace?: boolean;
  /** Smooth missing orders by a tiny number, as chrF++.py does, instead of leaving them out. */
  readonly epsSmoothing?: boolean;
}

/** Totals of one order: n-grams of the output, of the reference, and shared ones. */
interface OrderCounts {
  readonly got: number;
  readonly wanted: number;
  readonly shared: number;
}

/** Corpus chrF, from 0 to 1: the best reference of each segment, then counts summed over all segments. */
export function corpusChrf(segments: readonly Segment[], settings: ChrfSettings = {}): number {
  const sums: OrderCounts[] = [];
  for (const { output, references } of segments) {
    const best = bestReference(output, references, settings);
    for (const [index, counts] of best.entries()) sums[index] = add(sums[index], counts);
  }
  return fScore(sums, settings);
}

/** chrF of one output, from 0 to 1: the best of its references. */
export function sentenceChrf(segment: Segment, settings: ChrfSettings = {}): number {
  return corpusChrf([segment], settings);
}

function bestReference(
  output: string,
  references: readonly string[],
  settings: ChrfSettings,
): readonly OrderCounts[] {
  let best: { readonly value: number; readonly counts: readonly OrderCounts[] } | undefined;
  for (const reference of references) {
    const counts = compareOrders(output, reference, settings);
    const value = fScore(counts, settings);
    if (best === undefined || value > best.value) best = { value, counts };
  }
  return best?.counts ?? [];
}

function compareOrders(output: string, reference: string, settings: ChrfSettings): OrderCounts[] {
  const { charOrder = 6, wordOrder = 0 } = settings;
  const chars = [toCharacters(output, settings), toCharacters(reference, settings)] as const;
  const words = [toWords(output), toWords(reference)] as const;
  return [
    ...Array.from({ length: charOrder }, (_, index) => countOrder(chars, index + 1)),
    ...Array.from({ length: wordOrder }, (_, index) => countOrder(words, index + 1)),
  ];
}

type TokenPair = readonly [readonly string[], readonly string[]];

function countOrder([got, wanted]: TokenPair, n: number): OrderCounts {
  const shared = sharedCount(countNgrams(got, n), countNgrams(wanted, n));
  return { got: gramsOf(got, n), wanted: gramsOf(wanted, n), shared };
}

function gramsOf(tokens: readonly string[], n: number): number {
  return Math.max(0, tokens.length - n + 1);
}

function toCharacters(text: string, { whitespace = false }: ChrfSettings): readonly string[] {
  return Array.from(whitespace ? text : text.replaceAll(/\s+/g, ''));
}

const sign = /[!-/:-@[-`{-~]/;

// As chrF++.py does: one punctuation mark at the end of a word, else at its start, is a word of its own.
function toWords(text: string): readonly string[] {
  return text.split(/\s+/).flatMap((word) => {
    if (word.length < 2) return word === '' ? [] : [word];
    if (sign.test(word.slice(-1))) return [word.slice(0, -1), word.slice(-1)];
    return sign.test(word.charAt(0)) ? [word.charAt(0), word.slice(1)] : [word];
  });
}

function add(sum: OrderCounts | undefined, { got, wanted, shared }: OrderCounts): OrderCounts {
  if (sum === undefined) return { got, wanted, shared };
  return { got: sum.got + got, wanted: sum.wanted + wanted, shared: sum.shared + shared };
}

function fScore(orders: readonly OrderCounts[], settings: ChrfSettings): number {
  const factor = (settings.beta ?? 2) ** 2;
  if (settings.epsSmoothing === true) {
    const scores = orders.map((order) => smoothedF(order, factor));
    return orders.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / orders.length;
  }
  const usable = orders.filter(({ got, wanted }) => got > 0 && wanted > 0);
  const precision = mean(usable.map(({ shared, got }) => shared / got));
  const recall = mean(usable.map(({ shared, wanted }) => shared / wanted));
  return precision + recall === 0
    ? 0
    : ((1 + factor) * precision * recall) / (factor * precision + recall);
}

const epsilon = 1e-16;

function smoothedF({ got, wanted, shared }: OrderCounts, factor: number): number {
  const precision = got > 0 ? shared / got : epsilon;
  const recall = wanted > 0 ? shared / wanted : epsilon;
  const below = factor * precision + recall;
  return below > 0 ? ((1 + factor) * precision * recall) / below : epsilon;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Options of `chrf` and `chrf++`. */
export interface ChrfOptions extends AnswerOptions {
  readonly charOrder?: number;
  readonly wordOrder?: number;
  readonly beta?: number;
}

const options: z.ZodType<ChrfOptions> = z.strictObject({
  ...answerOptions,
  charOrder: z
    .int()
    .min(1)
    .max(10)
    .describe('longest character sequence; default 6')
    .exactOptional(),
  wordOrder: z
    .int()
    .min(0)
    .max(4)
    .describe('longest word sequence; default 0 for chrf, 2 for chrf++')
    .exactOptional(),
  beta: z.number().min(0).max(10).describe('weight of recall; default 2').exactOptional(),
});

/** chrF: shared character sequences, by sacreBLEU's conventions. */
export const chrf: Scorer<ChrfOptions> = defineChrf('chrf', 0);

/** chrF++: chrF with words and pairs of words. */
export const chrfPlusPlus: Scorer<ChrfOptions> = defineChrf('chrf++', 2);

const longest = 20_000;

function defineChrf(type: string, wordOrder: number): Scorer<ChrfOptions> {
  return defineScorer({
    type,
    summary: `Character n-gram F-score against the best reference (sacreBLEU's ${type}).`,
    options,
    short: shortFor('value'),
    binary: () => false,
    example: { options: {}, output: 'a b c', expected: 'a b c', value: 1 },
    prepare: (given) =>
      scoreAnswers(given, {
        compare: (output, reference) => {
          if (output.length + reference.length > longest)
            throw new NoOpinion('The texts are too long for chrF');
          return Math.min(
            1,
            sentenceChrf({ output, references: [reference] }, { wordOrder, ...given }),
          );
        },
        say: () => type,
      }),
  });
}
