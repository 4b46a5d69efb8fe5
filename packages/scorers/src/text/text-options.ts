import type { Json, Opinion, Subject } from '@pawl/core';
import { z } from 'zod';

import { quote, scored, unscored } from '../shape/opinion.ts';
import type { OptionShape } from '../shape/option-shape.ts';
import { extractor, extractSchema, type Extract } from './extract.ts';
import { normalizer, normalizeSchema, type Normalize, type Normalizer } from './normalize.ts';

/** What every text scorer understands. */
export interface TextOptions {
  readonly extract?: Extract;
  readonly normalize?: Normalize;
  readonly caseSensitive?: boolean;
}

/** The schema of the shared text options, to spread into a scorer's own. */
export const textOptions: OptionShape<TextOptions> = {
  extract: extractSchema.exactOptional(),
  normalize: normalizeSchema.exactOptional(),
  caseSensitive: z
    .boolean()
    .describe('default: true without normalize, false with basic and squad')
    .exactOptional(),
};

/** What is said of an empty text among those to look for. */
export const emptyMatches = 'an empty text would match everything';

/** Whether none of the texts is empty. */
export function hasNoEmpty(value: string | readonly string[]): boolean {
  return ![value].flat().includes('');
}

/** Text options, and the accepted answers where they are not the case's `expected`. */
export interface AnswerOptions extends TextOptions {
  readonly value?: string | readonly string[];
}

/** The schema of `AnswerOptions`, to spread. */
export const answerOptions: OptionShape<AnswerOptions> = {
  ...textOptions,
  value: z
    .union([z.string(), z.array(z.string()).min(1).readonly()])
    .describe("text, or a list of which any is right; default: the case's expected")
    .exactOptional(),
};

/** The schema of `value` where an empty text would match everything. */
export const needles: z.ZodExactOptional<z.ZodType<string | readonly string[]>> = z
  .union([z.string(), z.array(z.string()).min(1).readonly()])
  .refine(hasNoEmpty, emptyMatches)
  .describe("text, or a list of which any is right; default: the case's expected")
  .exactOptional();

/** The part of the output that counts, made comparable; or the opinion when there is none. */
export type TextReader = (text: string) => { readonly text: string } | Opinion;

/** The reader for the options, and the normaliser that golds go through. */
export function prepareText(options: TextOptions): {
  readonly read: TextReader;
  readonly normalize: Normalizer;
} {
  const normalize = normalizer(options.normalize, options.caseSensitive);
  const extract = options.extract === undefined ? undefined : extractor(options.extract);
  const read: TextReader = (text) => {
    if (extract === undefined) return { text: normalize(text) };
    const found = extract(text);
    return found === undefined ? nothingExtracted : { text: normalize(found) };
  };
  return { read, normalize };
}

/** An output without the part that was asked for is a wrong answer, not a missing one. */
const nothingExtracted: Opinion = scored(0, 'Nothing in the output matches `extract`');

/** Whether a reader gave an opinion instead of a text. */
export function isOpinion(read: { readonly text: string } | Opinion): read is Opinion {
  return 'kind' in read;
}

/** The accepted answers as texts; an opinion when there are none. */
export function acceptedAnswers(
  value: string | readonly string[] | undefined,
  expected: Json | undefined,
): readonly string[] | Opinion {
  const given = value ?? expected;
  if (given === undefined) return unscored('The case has no `expected`, and the scorer no `value`');
  const list: readonly Json[] = isJsonList(given) ? given : [given];
  const texts = list.filter(isPlain).map(String);
  return texts.length === 0
    ? unscored('`expected` is not a text, a number or a list of them')
    : texts;
}

function isJsonList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isPlain(value: Json): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** How one output is held against one answer, both made comparable. */
export interface AnswerComparison {
  readonly compare: (got: string, answer: string) => number;
  /** What is said of the best answer below 1. */
  readonly say: (got: string, answer: string) => string;
  /** Whether an answer of which normalisation leaves nothing is right for an output of which nothing is left either. */
  readonly empties?: boolean;
  /** Whether something of an answer can be compared. */
  readonly isUsable?: (answer: string) => boolean;
  /** What is said where no answer is usable. */
  readonly unusable?: Opinion;
}

/** Scores the output against every accepted answer and keeps the best; empty answers never match. */
export function scoreAnswers(
  options: AnswerOptions,
  comparison: AnswerComparison,
): (subject: Subject) => Opinion {
  const { read, normalize } = prepareText(options);
  return (subject) => {
    const answers = acceptedAnswers(options.value, subject.expected);
    if (!isTexts(answers)) return answers;
    const got = read(subject.output.text);
    if (isOpinion(got)) return got;
    const best = bestAnswer(got.text, { answers, normalize }, comparison);
    if (best === undefined) return comparison.unusable ?? emptyAnswer;
    return best.value === 1 ? scored(1) : scored(best.value, comparison.say(got.text, best.answer));
  };
}

interface Best {
  readonly value: number;
  readonly answer: string;
}

interface RawAnswers {
  readonly answers: readonly string[];
  readonly normalize: Normalizer;
}

function bestAnswer(
  got: string,
  { answers, normalize }: RawAnswers,
  { compare, empties = false, isUsable }: AnswerComparison,
): Best | undefined {
  let best: Best | undefined;
  for (const raw of answers) {
    const answer = normalize(raw);
    const isNothing = answer === '' && !(empties && raw.trim() !== '');
    if (isNothing || isUsable?.(answer) === false) continue;
    const value = compare(got, answer);
    if (best === undefined || value > best.value) best = { value, answer };
    if (value === 1) break;
  }
  return best;
}

/** Whether there are answers, rather than the opinion that there are none. */
export function isTexts(answers: readonly string[] | Opinion): answers is readonly string[] {
  return Array.isArray(answers);
}

/** An answer of which nothing is left would match everything. */
export const emptyAnswer: Opinion = unscored(
  'Every accepted answer is empty (after `normalize`), and would match everything',
);

/** The usual words for an output that is not the answer. */
export function sayDiffers(got: string, answer: string): string {
  return `got ${quote(got)}, expected ${quote(answer)}`;
}
