import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { countItems, sharedCount } from './ngrams.ts';
import { answerOptions, sayDiffers, scoreAnswers, type AnswerOptions } from './text-options.ts';

const options: z.ZodType<AnswerOptions> = z.strictObject(answerOptions);

/** F1 of shared words as SQuAD counts it: the best over all accepted answers. */
export const f1: Scorer<AnswerOptions> = defineScorer({
  type: 'f1',
  summary: 'F1 of the words shared with the best accepted answer, after SQuAD normalisation.',
  options,
  short: shortFor('value'),
  binary: () => false,
  example: { options: {}, output: 'the red house', expected: 'red car', value: 0.5 },
  prepare: (given) =>
    scoreAnswers(
      { normalize: 'squad', ...given },
      { compare: wordF1, say: sayDiffers, empties: true },
    ),
});

/** F1 of the words of two normalised texts. */
function wordF1(got: string, answer: string): number {
  const mine = got.split(' ').filter((word) => word !== '');
  const theirs = answer.split(' ').filter((word) => word !== '');
  if (mine.length + theirs.length === 0) return 1;
  const shared = sharedCount(countItems(mine), countItems(theirs));
  return shared === 0 ? 0 : (2 * shared) / (mine.length + theirs.length);
}
