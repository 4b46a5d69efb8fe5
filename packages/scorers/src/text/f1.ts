import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { NoOpinion } from '../shape/opinion.ts';
import { countItems } from './ngrams.ts';
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
  const [mine, theirs] = [wordsOf(got), wordsOf(answer)];
  if (mine.length + theirs.length === 0) return 1;
  return (2 * countShared(mine, theirs)) / (mine.length + theirs.length);
}

function wordsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ').filter((word) => word !== '');
}

const mostWords = 50_000;

// Only the shorter side is counted: a long output costs a look at each of its words.
function countShared(a: readonly string[], b: readonly string[]): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length > mostWords) throw new NoOpinion('Both texts are too long for F1');
  const left = new Map(countItems(short));
  let shared = 0;
  for (const word of long) {
    const free = left.get(word);
    if (free === undefined || free === 0) continue;
    left.set(word, free - 1);
    shared += 1;
  }
  return shared;
}
