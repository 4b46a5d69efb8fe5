import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { answerOptions, sayDiffers, scoreAnswers, type AnswerOptions } from './text-options.ts';

const options: z.ZodType<AnswerOptions> = z.strictObject(answerOptions);

/** Whether the output is an accepted answer, character by character after `extract` and `normalize`. */
export const equals: Scorer<AnswerOptions> = defineScorer({
  type: 'equals',
  summary: 'The output is the expected text (or any of a list), exactly.',
  options,
  short: shortFor('value'),
  example: { options: { normalize: 'basic' }, output: ' Paris ', expected: 'paris', value: 1 },
  prepare: (given) =>
    scoreAnswers(given, {
      compare: (got, answer) => (got === answer ? 1 : 0),
      say: sayDiffers,
    }),
});
