import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote, verdictOf } from '../shape/opinion.ts';
import {
  emptyAnswer,
  emptyMatches,
  hasNoEmpty,
  isOpinion,
  prepareText,
  textOptions,
  type TextOptions,
} from './text-options.ts';

/** Options of `not-contains`. */
export interface NotContainsOptions extends TextOptions {
  readonly value: string | readonly string[];
}

const options: z.ZodType<NotContainsOptions> = z.strictObject({
  ...textOptions,
  value: z
    .union([z.string(), z.array(z.string()).min(1).readonly()])
    .refine(hasNoEmpty, emptyMatches)
    .describe('the text, or texts, none of which may stand in the output'),
});

/** Whether the output contains none of the texts. */
export const notContains: Scorer<NotContainsOptions> = defineScorer({
  type: 'not-contains',
  summary: 'The output contains none of the texts.',
  options,
  short: shortFor('value'),
  example: { options: { value: 'guarantee' }, output: 'We will do our best.', value: 1 },
  prepare: (given) => {
    const { read, normalize } = prepareText(given);
    const needles = [given.value].flat().map(normalize);
    return ({ output }) => {
      if (needles.includes('')) return emptyAnswer;
      const got = read(output.text);
      if (isOpinion(got)) return got;
      const found = needles.filter((needle) => got.text.includes(needle));
      return verdictOf(
        found.length === 0,
        `contains ${found.map((each) => quote(each)).join(', ')}`,
      );
    };
  },
});
