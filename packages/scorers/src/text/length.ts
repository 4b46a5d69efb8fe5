import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { unscored, verdictOf } from '../shape/opinion.ts';
import { countCharacters, countTokens, countWords } from './count.ts';
import { isOpinion, prepareText, textOptions, type TextOptions } from './text-options.ts';

/** Options of `length`. */
export interface LengthOptions extends TextOptions {
  readonly min?: number;
  readonly max?: number;
  readonly unit?: 'characters' | 'words' | 'lines' | 'tokens';
}

const limit = z.int().min(0);

const options: z.ZodType<LengthOptions> = z
  .strictObject({
    ...textOptions,
    min: limit.describe('at least').exactOptional(),
    max: limit.describe('at most').exactOptional(),
    unit: z
      .enum(['characters', 'words', 'lines', 'tokens'])
      .describe(
        "characters (default; code points) · words (of any language) · lines · tokens (the provider's own count)",
      )
      .exactOptional(),
  })
  .refine((given) => given.min !== undefined || given.max !== undefined, 'give min, max or both')
  .refine((given) => (given.min ?? 0) <= (given.max ?? Infinity), 'min is above max');

/** Whether the output is not too short and not too long. */
export const length: Scorer<LengthOptions> = defineScorer({
  type: 'length',
  summary: 'The output is within the limits, in characters, words, lines or tokens.',
  options,
  short: shortFor('max'),
  example: { options: { max: 5, unit: 'words' }, output: 'Short and to the point.', value: 1 },
  prepare: (given) => {
    const unit = given.unit ?? 'characters';
    const { read } = prepareText(given);
    return ({ output }) => {
      const got = read(output.text);
      if (isOpinion(got)) return got;
      const count = unit === 'tokens' ? countTokens(output) : counters[unit](got.text);
      if (count === undefined) return unscored('The provider did not say how many tokens it used');
      const holds = count >= (given.min ?? 0) && count <= (given.max ?? Infinity);
      return verdictOf(holds, `${count} ${unit}, wanted ${range(given)}`);
    };
  },
});

const counters = {
  characters: countCharacters,
  words: countWords,
  lines: (text: string) => (text === '' ? 0 : text.split(/\r\n|\r|\n/).length),
};

function range({ min, max }: LengthOptions): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}
