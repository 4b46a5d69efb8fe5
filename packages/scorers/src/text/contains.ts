import type { Opinion } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote, scored, verdictOf } from '../shape/opinion.ts';
import {
  acceptedAnswers,
  answerOptions,
  emptyAnswer,
  isOpinion,
  isTexts,
  needles,
  prepareText,
  type AnswerOptions,
} from './text-options.ts';

/** Options of `contains`. */
export interface ContainsOptions extends AnswerOptions {
  /** Whether one text of a list is enough; `any` by default. */
  readonly match?: 'any' | 'all';
}

const options: z.ZodType<ContainsOptions> = z.strictObject({
  ...answerOptions,
  value: needles,
  match: z.enum(['any', 'all']).describe('any (default) or all texts of a list').exactOptional(),
});

/** Whether the output contains a text, or any or all of a list. */
export const contains: Scorer<ContainsOptions> = defineScorer({
  type: 'contains',
  summary: 'The output contains the text (any of a list; all of it with `match: all`).',
  options,
  short: shortFor('value'),
  example: { options: { value: '30 days' }, output: 'You have 30 days to return it.', value: 1 },
  prepare: (given) => {
    const { read, normalize } = prepareText(given);
    return ({ output, expected }) => {
      const answers = acceptedAnswers(given.value, expected);
      if (!isTexts(answers)) return answers;
      const got = read(output.text);
      if (isOpinion(got)) return got;
      return holds(got.text, answers.map(normalize), given.match ?? 'any');
    };
  },
});

function holds(text: string, wanted: readonly string[], match: 'any' | 'all'): Opinion {
  const real = wanted.filter((needle) => needle !== '');
  if (real.length === 0 || (match === 'all' && real.length < wanted.length)) return emptyAnswer;
  if (match === 'any' && real.some((needle) => text.includes(needle))) return scored(1);
  const missing = real.filter((needle) => !text.includes(needle));
  return verdictOf(
    missing.length === 0,
    `does not contain ${missing.map((m) => quote(m)).join(', ')}`,
  );
}
