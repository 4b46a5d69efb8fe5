import { z } from 'zod';

import { defineScorer, type Scorer } from '../shape/define-scorer.ts';
import { NoOpinion, scored } from '../shape/opinion.ts';
import { countNgrams, mergeCounts, sharedCount } from './ngrams.ts';
import {
  acceptedAnswers,
  answerOptions,
  emptyAnswer,
  isOpinion,
  isTexts,
  prepareText,
  type AnswerOptions,
} from './text-options.ts';
import { tokenize13a } from './tokenize-13a.ts';

/** How zero precisions are smoothed. */
export type Smoothing = 'exp' | 'floor' | 'add-k' | 'none';

/** Settings of BLEU, in sacreBLEU's words and with its defaults. */
export interface BleuSettings {
  readonly smooth?: Smoothing;
  readonly smoothValue?: number;
  readonly lowercase?: boolean;
  readonly tokenize?: '13a' | 'none' | 'char';
  /** Leave out orders that the output is too short for: on for one sentence, off for a corpus. */
  readonly effectiveOrder?: boolean;
}

/** BLEU with what it was made of; `value` is from 0 to 1. */
export interface Bleu {
  readonly value: number;
  readonly counts: readonly number[];
  readonly totals: readonly number[];
  readonly brevityPenalty: number;
  /** What the figure must be quoted with. */
  readonly signature: string;
}

/** One output with all its references. */
export interface Segment {
  readonly output: string;
  readonly references: readonly string[];
}

const order = 4;
const defaultSmooth: Readonly<Record<Smoothing, number>> = {
  exp: 0,
  floor: 0.1,
  'add-k': 1,
  none: 0,
};
const tokenizers = {
  '13a': tokenize13a,
  none: bySpace,
  char: (text: string) => Array.from(text.replaceAll(/\s+/g, '')),
};

/** Corpus BLEU: counts are summed over all segments first. */
export function corpusBleu(segments: readonly Segment[], settings: BleuSettings = {}): Bleu {
  const sums = { counts: zeros(), totals: zeros(), length: 0, reference: 0 };
  for (const segment of segments) addSegment(sums, segment, settings);
  const brevityPenalty = penalty(sums.length, sums.reference);
  const value = combine(sums.counts, sums.totals, settings) * brevityPenalty;
  const most = Math.max(1, ...segments.map(({ references }) => references.length));
  return {
    value,
    counts: sums.counts,
    totals: sums.totals,
    brevityPenalty,
    signature: sign(most, settings),
  };
}

/** BLEU of one output, with effective order. */
export function sentenceBleu(segment: Segment, settings: BleuSettings = {}): Bleu {
  return corpusBleu([segment], { effectiveOrder: true, ...settings });
}

interface Sums {
  readonly counts: number[];
  readonly totals: number[];
  length: number;
  reference: number;
}

function addSegment(sums: Sums, { output, references }: Segment, settings: BleuSettings): void {
  const tokens = toTokens(output, settings);
  const theirs = references.map((reference) => toTokens(reference, settings));
  sums.length += tokens.length;
  sums.reference += closestLength(
    tokens.length,
    theirs.map((reference) => reference.length),
  );
  for (let n = 1; n <= order; n += 1) {
    const wanted = mergeCounts(theirs.map((reference) => countNgrams(reference, n)));
    sums.counts[n - 1] = (sums.counts[n - 1] ?? 0) + sharedCount(countNgrams(tokens, n), wanted);
    sums.totals[n - 1] = (sums.totals[n - 1] ?? 0) + Math.max(0, tokens.length - n + 1);
  }
}

function toTokens(text: string, { lowercase, tokenize = '13a' }: BleuSettings): readonly string[] {
  return tokenizers[tokenize]((lowercase === true ? text.toLowerCase() : text).trimEnd());
}

function bySpace(text: string): readonly string[] {
  return text.split(/\s+/).filter((token) => token !== '');
}

function closestLength(length: number, lengths: readonly number[]): number {
  const sorted = lengths.toSorted((a, b) => Math.abs(a - length) - Math.abs(b - length) || a - b);
  return sorted[0] ?? 0;
}

function penalty(length: number, reference: number): number {
  if (length >= reference) return 1;
  return length === 0 ? 0 : Math.exp(1 - reference / length);
}

function combine(
  counts: readonly number[],
  totals: readonly number[],
  settings: BleuSettings,
): number {
  if (counts.every((count) => count === 0)) return 0;
  const precisions = precisionsOf(counts, totals, settings);
  if (settings.effectiveOrder !== true && precisions.length < order) return 0;
  const sum = precisions.reduce((total, precision) => total + Math.log(precision), 0);
  return Math.min(1, Math.exp(sum / precisions.length));
}

// One precision for each order that the output is long enough for.
function precisionsOf(
  counts: readonly number[],
  totals: readonly number[],
  { smooth = 'exp', smoothValue }: BleuSettings,
): readonly number[] {
  const k = smoothValue ?? defaultSmooth[smooth];
  const precisions: number[] = [];
  let halving = 1;
  for (const [n, matches] of counts.entries()) {
    const add = smooth === 'add-k' && n > 0 ? k : 0;
    const part = { count: matches + add, total: (totals[n] ?? 0) + add };
    if (part.total === 0) break;
    if (part.count === 0) halving *= 2;
    precisions.push(precisionOf({ ...part, halving, k, smooth }));
  }
  return precisions;
}

interface Part {
  readonly count: number;
  readonly total: number;
  readonly halving: number;
  readonly k: number;
  readonly smooth: Smoothing;
}

function precisionOf({ count, total, halving, k, smooth }: Part): number {
  if (count > 0) return count / total;
  if (smooth === 'exp') return 1 / (halving * total);
  return smooth === 'floor' ? k / total : 0;
}

function sign(references: number, settings: BleuSettings): string {
  const { smooth = 'exp', lowercase = false, tokenize = '13a', effectiveOrder = false } = settings;
  const value = settings.smoothValue ?? defaultSmooth[smooth];
  const smoothing =
    smooth === 'floor' || smooth === 'add-k' ? `${smooth}[${value.toFixed(2)}]` : smooth;
  return [
    `nrefs:${references}`,
    `case:${lowercase ? 'lc' : 'mixed'}`,
    `eff:${effectiveOrder ? 'yes' : 'no'}`,
    `tok:${tokenize}`,
    `smooth:${smoothing}`,
    'version:pawl',
  ].join('|');
}

function zeros(): number[] {
  return Array.from({ length: order }, () => 0);
}

/** Options of `bleu`. */
export interface BleuOptions extends AnswerOptions {
  readonly smooth?: Smoothing;
  readonly tokenize?: '13a' | 'none' | 'char';
}

const options: z.ZodType<BleuOptions> = z.strictObject({
  ...answerOptions,
  smooth: z.enum(['exp', 'floor', 'add-k', 'none']).describe('default exp').exactOptional(),
  tokenize: z.enum(['13a', 'none', 'char']).describe('default 13a').exactOptional(),
});

const longest = 50_000;

/** Sentence BLEU against all references together, by sacreBLEU's conventions; the signature is in the metadata. */
export const bleu: Scorer<BleuOptions> = defineScorer({
  type: 'bleu',
  summary: 'Sentence BLEU against all references together (sacreBLEU conventions and signature).',
  options,
  short: (argument) => ({ value: argument }),
  binary: () => false,
  example: {
    options: {},
    output: 'The dog bit the man.',
    expected: 'The dog bit the man.',
    value: 1,
  },
  prepare: (given) => {
    const { read, normalize } = prepareText({ ...given, caseSensitive: true });
    return ({ output, expected }) => {
      const answers = acceptedAnswers(given.value, expected);
      if (!isTexts(answers)) return answers;
      const got = read(output.text);
      if (isOpinion(got)) return got;
      const references = answers.map(normalize).filter((answer) => answer.trim() !== '');
      if (references.length === 0) return emptyAnswer;
      if (got.text.length > longest) throw new NoOpinion('The output is too long for BLEU');
      const settings = { ...given, lowercase: given.caseSensitive === false };
      const { value, signature } = sentenceBleu({ output: got.text, references }, settings);
      return scored(value, `BLEU ${(value * 100).toFixed(1)}`, { signature });
    };
  },
});
