import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote } from '../shape/opinion.ts';
import { answerOptions, needles, scoreAnswers, type AnswerOptions } from './text-options.ts';

const options: z.ZodType<AnswerOptions> = z.strictObject({
  ...answerOptions,
  value: needles,
});

/** Whether the output begins with an accepted text. */
export const startsWith: Scorer<AnswerOptions> = defineScorer({
  type: 'starts-with',
  summary: 'The output begins with the text (or any of a list).',
  options,
  short: shortFor('value'),
  example: { options: { value: 'Dear' }, output: 'Dear Ms Jones,', value: 1 },
  prepare: (given) =>
    scoreAnswers(given, {
      compare: (got, answer) => (got.startsWith(answer) ? 1 : 0),
      say: (got, answer) => `begins with ${quote(got.slice(0, 40))}, not with ${quote(answer)}`,
    }),
});
