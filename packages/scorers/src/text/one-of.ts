import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote, scored, unscored, verdictOf } from '../shape/opinion.ts';
import {
  acceptedAnswers,
  isOpinion,
  isTexts,
  prepareText,
  textOptions,
  type TextOptions,
} from './text-options.ts';

/** Options of `one-of`. */
export interface OneOfOptions extends TextOptions {
  /** The labels that are allowed at all. */
  readonly labels: readonly string[];
}

const options: z.ZodType<OneOfOptions> = z.strictObject({
  ...textOptions,
  labels: z.array(z.string().min(1)).min(1).readonly().describe('the labels that are allowed'),
});

/** Whether the output is one of the allowed labels, and the expected one where the case has one. */
export const oneOf: Scorer<OneOfOptions> = defineScorer({
  type: 'one-of',
  summary: 'The output is one of the allowed labels, and the expected one where the case has one.',
  options,
  short: shortFor('labels'),
  example: {
    options: { labels: ['refund', 'exchange', 'other'] },
    output: 'refund',
    expected: 'refund',
    value: 1,
  },
  prepare: (given) => {
    const { read, normalize } = prepareText(given);
    const labels = new Set(given.labels.map(normalize));
    return ({ output, expected }) => {
      const got = read(output.text);
      if (isOpinion(got)) return got;
      const label = got.text.trim();
      if (!labels.has(label))
        return scored(0, `${quote(label)} is not one of ${given.labels.join(', ')}`);
      if (expected === undefined) return scored(1);
      const answers = acceptedAnswers(undefined, expected);
      if (!isTexts(answers)) return answers;
      const golds = answers.map(normalize).filter((gold) => labels.has(gold));
      if (golds.length === 0) return unscored('`expected` is none of the labels');
      return verdictOf(
        golds.includes(label),
        `got ${quote(label)}, expected ${quote(golds.join(' or '))}`,
      );
    };
  },
});
