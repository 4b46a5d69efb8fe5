import type { Output } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { unscored, verdictOf } from '../shape/opinion.ts';
import { countTokens, countWords } from './count.ts';

/** Options of `word-count` and `token-count`. */
export interface CountOptions {
  readonly min?: number;
  readonly max?: number;
}

const limit = z.int().min(0);

const options: z.ZodType<CountOptions> = z
  .strictObject({
    min: limit.describe('at least').exactOptional(),
    max: limit.describe('at most').exactOptional(),
  })
  .refine((given) => given.min !== undefined || given.max !== undefined, 'give min, max or both')
  .refine((given) => (given.min ?? 0) <= (given.max ?? Infinity), 'min is above max');

/** Whether the output has so many words, in any language. */
export const wordCount: Scorer<CountOptions> = defineCount('word-count', 'words', ({ text }) =>
  countWords(text),
);

/** Whether the provider counted so many output tokens. Without its count there is no opinion. */
export const tokenCount: Scorer<CountOptions> = defineCount(
  'token-count',
  'output tokens',
  countTokens,
);

function defineCount(
  type: string,
  what: string,
  count: (output: Output) => number | undefined,
): Scorer<CountOptions> {
  return defineScorer({
    type,
    summary: `The output has between min and max ${what}.`,
    options,
    short: shortFor('max'),
    example: {
      options: { max: 10 },
      output: { text: 'Short and to the point.', usage: { outputTokens: 6 } },
      value: 1,
    },
    prepare:
      ({ min = 0, max = Infinity }) =>
      ({ output }) => {
        const got = count(output);
        if (got === undefined) return unscored(`The provider did not say how many ${what} it used`);
        return verdictOf(got >= min && got <= max, `${got} ${what}, wanted ${min} to ${max}`);
      },
  });
}
