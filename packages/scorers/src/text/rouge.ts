import { l as unionLcs, n as overlap } from 'js-rouge';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { NoOpinion } from '../shape/opinion.ts';
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
    .describe('english (default, as the published tools: a–z and digits) or unicode')
    .exactOptional(),
});

/** The four variants. */
export type RougeVariant = 'rouge-1' | 'rouge-2' | 'rouge-l' | 'rouge-lsum';

const beta = { f1: 1, precision: 0, recall: Number.POSITIVE_INFINITY };
const gramLength: Readonly<Partial<Record<RougeVariant, number>>> = { 'rouge-1': 1, 'rouge-2': 2 };
const mostCells = 1_000_000;
const mostTokens = 20_000;

/** ROUGE of one output and one reference, without stemming, as the rouge_score package tokenises. */
export function rouge(
  variant: RougeVariant,
  texts: { readonly got: string; readonly reference: string },
  { measure = 'f1', words = 'english' }: RougeOptions = {},
): number {
  const tokenizer = words === 'english' ? englishWords : unicodeWords;
  const mine = tokenizer(texts.got).length;
  const theirs = tokenizer(texts.reference).length;
  if (mine === 0 || theirs === 0) return 0;
  const settings = { tokenizer, beta: beta[measure], caseSensitive: true };
  const n = gramLength[variant];
  if (n === undefined && mine * theirs > mostCells)
    throw new NoOpinion('The texts are too long for ROUGE-L');
  if (mine + theirs > mostTokens) throw new NoOpinion('The texts are too long for ROUGE');
  if (n !== undefined) return overlap(texts.got, texts.reference, { ...settings, n });
  const segmenter = variant === 'rouge-l' ? (text: string) => [text] : lines;
  return unionLcs(texts.got, texts.reference, { ...settings, segmenter });
}

function englishWords(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function unicodeWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
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
      }),
  });
}
