import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote } from '../shape/opinion.ts';
import { answerOptions, needles, scoreAnswers, type AnswerOptions } from './text-options.ts';

const options: z.ZodType<AnswerOptions> = z.strictObject({
  ...answerOptions,
  value: needles,
});

/** Whether the output ends with an accepted text. */
export const endsWith: Scorer<AnswerOptions> = defineScorer({
  type: 'ends-with',
  summary: 'The output ends with the text (or any of a list).',
  options,
  short: shortFor('value'),
  example: { options: { value: 'Kind regards' }, output: 'Done.\nKind regards', value: 1 },
  prepare: (given) =>
    scoreAnswers(given, {
      compare: (got, answer) => (got.endsWith(answer) ? 1 : 0),
      say: (got, answer) => `ends with ${quote(got.slice(-40))}, not with ${quote(answer)}`,
    }),
});
