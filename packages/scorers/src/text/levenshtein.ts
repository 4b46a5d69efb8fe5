import { distance } from 'fastest-levenshtein';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { NoOpinion } from '../shape/opinion.ts';
import { answerOptions, sayDiffers, scoreAnswers, type AnswerOptions } from './text-options.ts';

const options: z.ZodType<AnswerOptions> = z.strictObject(answerOptions);

const mostCells = 150_000_000;

/** How near the output is to the nearest accepted answer: 1 − edits / length of the longer text. */
export const levenshtein: Scorer<AnswerOptions> = defineScorer({
  type: 'levenshtein',
  summary: 'How near the output is to the expected text: 1 − edits ÷ length of the longer one.',
  options,
  short: shortFor('value'),
  binary: () => false,
  example: { options: {}, output: 'kitten', expected: 'sitting', value: 0.5714 },
  prepare: (given) => scoreAnswers(given, { compare: similarity, say: sayDiffers }),
});

/** 1 − edit distance ÷ length of the longer text, in UTF-16 units. Throws for texts too long to compare. */
function similarity(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length * b.length > mostCells)
    throw new NoOpinion('The texts are too long for an edit distance');
  return 1 - distance(a, b) / Math.max(a.length, b.length);
}
