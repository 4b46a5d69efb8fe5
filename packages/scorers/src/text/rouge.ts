import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { NoOpinion, unscored } from '../shape/opinion.ts';
import { countUnion } from './common-subsequence.ts';
import { countNgrams, sharedCount } from './ngrams.ts';
import { answerOptions, scoreAnswers, type AnswerOptions } from './text-options.ts';

/** Options of the ROUGE scorers. */
export interface RougeOptions extends AnswerOptions {
  /** Which of the three is the score; `f1` by default. */
  readonly measure?: 'f1' | 'precision' | 'recall';
  /** `english` (default): as the published tools do, a to z and digits; `unicode`: letters of any language. */
  readonly words?: 'english' | 'unicode';
}

const options: z.ZodType<RougeOptions> = z.strictObject({
  ...answerOptions,
  measure: z.enum(['f1', 'precision', 'recall']).describe('default f1').exactOptional(),
  words: z
    .enum(['english', 'unicode'])
    .describe(
      'english (default, as the published tools: a–z and digits; a reference without any of them is no reference) or unicode',
    )
    .exactOptional(),
});

/** The four variants. */
export type RougeVariant = 'rouge-1' | 'rouge-2' | 'rouge-l' | 'rouge-lsum';

const mostTokens = 100_000;

/** ROUGE of one output and one reference, without stemming, as the rouge_score package tokenises. */
export function rouge(
  variant: RougeVariant,
  texts: { readonly got: string; readonly reference: string },
  { measure = 'f1', words = 'english' }: RougeOptions = {},
): number {
  const split = (text: string): Lines => toLines(text, variant, words);
  const got = split(texts.got);
  const reference = split(texts.reference);
  if (countWords(got) + countWords(reference) > mostTokens)
    throw new NoOpinion('The texts are too long for ROUGE');
  return share(counters[variant](got, reference), measure);
}

/** A text as its lines of words; only ROUGE-Lsum has more than one line. */
type Lines = readonly (readonly string[])[];

function toLines(text: string, variant: RougeVariant, words: 'english' | 'unicode'): Lines {
  const lines = variant === 'rouge-lsum' ? text.split('\n') : [text];
  return lines
    .map(words === 'english' ? englishWords : unicodeWords)
    .filter(({ length }) => length > 0);
}

function countWords(lines: Lines): number {
  return lines.reduce((sum, { length }) => sum + length, 0);
}

/** How much of two texts is shared, and how much there was on either side. */
interface Overlap {
  readonly shared: number;
  readonly got: number;
  readonly reference: number;
}

const counters: Readonly<Record<RougeVariant, (got: Lines, reference: Lines) => Overlap>> = {
  'rouge-1': (got, reference) => sharedGrams(got, reference, 1),
  'rouge-2': (got, reference) => sharedGrams(got, reference, 2),
  'rouge-l': sharedSequences,
  'rouge-lsum': sharedSequences,
};

function sharedGrams([got = []]: Lines, [reference = []]: Lines, n: number): Overlap {
  return {
    shared: sharedCount(countNgrams(got, n), countNgrams(reference, n)),
    got: Math.max(0, got.length - n + 1),
    reference: Math.max(0, reference.length - n + 1),
  };
}

function sharedSequences(got: Lines, reference: Lines): Overlap {
  return {
    shared: countUnion(got, reference),
    got: countWords(got),
    reference: countWords(reference),
  };
}

function share(
  { shared, got, reference }: Overlap,
  measure: NonNullable<RougeOptions['measure']>,
): number {
  if (shared === 0) return 0;
  if (measure === 'precision') return shared / got;
  return measure === 'recall' ? shared / reference : (2 * shared) / (got + reference);
}

const noWords = unscored(
  'No accepted answer has a word that ROUGE counts (a–z and digits): `words: unicode` reads other scripts',
);

function hasWords(text: string, words: RougeOptions['words']): boolean {
  return words === 'unicode' ? /[\p{L}\p{N}]/u.test(text) : /[a-z0-9]/i.test(text);
}

function englishWords(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

// A script without spaces has no words that could be told apart: there each sign is one.
const unicodeWord =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]\p{M}*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}])+/gu;

function unicodeWords(text: string): string[] {
  return text.toLowerCase().match(unicodeWord) ?? [];
}

/** ROUGE-1: shared words. */
export const rouge1: Scorer<RougeOptions> = defineRouge('rouge-1', 'shared words');

/** ROUGE-2: shared pairs of words. */
export const rouge2: Scorer<RougeOptions> = defineRouge('rouge-2', 'shared pairs of words');

/** ROUGE-L: the longest common subsequence of words. */
export const rougeL: Scorer<RougeOptions> = defineRouge(
  'rouge-l',
  'longest common subsequence of words',
);

/** ROUGE-Lsum: ROUGE-L over lines, their union. */
export const rougeLsum: Scorer<RougeOptions> = defineRouge(
  'rouge-lsum',
  'longest common subsequences, line by line',
);

function defineRouge(variant: RougeVariant, what: string): Scorer<RougeOptions> {
  return defineScorer({
    type: variant,
    summary: `${variant.toUpperCase()} against the best reference: ${what}.`,
    options,
    short: shortFor('value'),
    binary: () => false,
    example: {
      options: {},
      output: 'testing one two',
      expected: ['testing one two', 'other'],
      value: 1,
    },
    prepare: (given) =>
      scoreAnswers(given, {
        compare: (got, reference) => rouge(variant, { got, reference }, given),
        say: () => variant.toUpperCase(),
        isUsable: (reference) => hasWords(reference, given.words),
        unusable: noWords,
      }),
  });
}
