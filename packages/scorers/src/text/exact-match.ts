import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { answerOptions, sayDiffers, scoreAnswers, type AnswerOptions } from './text-options.ts';

const options: z.ZodType<AnswerOptions> = z.strictObject(answerOptions);

/**
 * Exact match as SQuAD counts it: equal to any accepted answer after normalisation. As in the official
 * script, an answer such as `*`, of which nothing is left, is right for an output of which nothing is left.
 */
export const exactMatch: Scorer<AnswerOptions> = defineScorer({
  type: 'exact-match',
  summary: 'The output equals an accepted answer after SQuAD normalisation.',
  options,
  short: shortFor('value'),
  example: { options: {}, output: 'The Beatles.', expected: ['Beatles'], value: 1 },
  prepare: (given) =>
    scoreAnswers(
      { normalize: 'squad', ...given },
      { compare: (got, answer) => (got === answer ? 1 : 0), say: sayDiffers, empties: true },
    ),
});
