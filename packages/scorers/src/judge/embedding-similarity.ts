import type { Opinion, ScorerPorts, Subject } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, type Scorer } from '../shape/define-scorer.ts';
import { scored, unscored } from '../shape/opinion.ts';
import { acceptedAnswers, isTexts } from '../text/text-options.ts';
import { quietly } from './define-judge.ts';

/** Options of `embedding-similarity`. */
export interface EmbeddingOptions {
  readonly model: {
    /** Only this API has embeddings; other servers that speak like it are named by `baseUrl`. */
    readonly provider: 'openai';
    readonly model: string;
    readonly baseUrl?: string;
    readonly apiKeyEnv?: string;
  };
  readonly value?: string | readonly string[];
}

const options: z.ZodType<EmbeddingOptions> = z.strictObject({
  model: z
    .strictObject({
      provider: z.literal('openai'),
      model: z.string().min(1),
      baseUrl: z.url().exactOptional(),
      apiKeyEnv: z.string().min(1).exactOptional(),
    })
    .describe('{ provider, model, baseUrl, apiKeyEnv } of an embeddings endpoint'),
  value: z
    .union([z.string(), z.array(z.string()).min(1).readonly()])
    .describe("text, or a list of which the nearest counts; default: the case's expected")
    .exactOptional(),
});

/** Cosine similarity of the output's embedding and that of the nearest accepted answer; below 0 it is 0. */
export const embeddingSimilarity: Scorer<EmbeddingOptions, Promise<Opinion>> = defineScorer({
  type: 'embedding-similarity',
  summary: 'Cosine similarity of the embeddings of the output and of the nearest expected text.',
  options,
  needs: ['embed'],
  binary: () => false,
  example: {
    options: { model: { provider: 'openai', model: 'text-embedding-3-small' } },
    output: 'Within a month.',
    expected: '30 days',
  },
  prepare: (given) => (subject, ports) => quietly(() => measure(given, subject, ports)),
});

async function measure(
  { model, value }: EmbeddingOptions,
  { output, expected }: Subject,
  { embed, signal }: ScorerPorts,
): Promise<Opinion> {
  const answers = acceptedAnswers(value, expected);
  if (!isTexts(answers)) return answers;
  const texts = answers.filter((answer) => answer.trim() !== '');
  if (texts.length === 0 || output.text.trim() === '') return unscored('There is nothing to embed');
  const request = { ...model, texts: [output.text, ...texts] };
  const [mine, ...theirs] = (await embed?.(request, signal === undefined ? {} : { signal })) ?? [];
  if (mine === undefined || theirs.length !== texts.length)
    return unscored('The endpoint did not embed every text');
  const nearest = Math.max(...theirs.map((vector) => cosine(mine, vector)));
  if (!Number.isFinite(nearest))
    return unscored('The endpoint gave vectors that cannot be compared');
  return scored(Math.min(1, Math.max(0, nearest)), `cosine ${nearest.toFixed(4)}`);
}

/** The cosine of the angle between two vectors; not a number where one has no direction or they differ in length. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Number.NaN;
  let dot = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (const [index, x] of a.entries()) {
    const y = b[index] ?? Number.NaN;
    dot += x * y;
    lengthA += x * x;
    lengthB += y * y;
  }
  return dot / Math.sqrt(lengthA * lengthB);
}
