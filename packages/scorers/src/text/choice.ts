import type { Opinion } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote, scored, unscored, verdictOf } from '../shape/opinion.ts';
import { findChoice } from './choice-letter.ts';
import { normalizer } from './normalize.ts';
import { acceptedAnswers, isTexts } from './text-options.ts';

/** Options of `choice`. */
export interface ChoiceOptions {
  /** The right letter, where it is not the case's `expected`. */
  readonly value?: string;
  /** The texts behind A, B, C …: then an answer that quotes one of them counts too. */
  readonly choices?: readonly string[];
}

const options: z.ZodType<ChoiceOptions> = z.strictObject({
  value: z
    .string()
    .min(1)
    .describe("the right letter or text; default: the case's expected")
    .exactOptional(),
  choices: z
    .array(z.string().min(1))
    .min(2)
    .max(26)
    .readonly()
    .describe('the texts behind A, B, C …')
    .exactOptional(),
});

const comparable = normalizer('squad');

/** Whether a multiple-choice answer names the right letter, however it is dressed. */
export const choice: Scorer<ChoiceOptions> = defineScorer({
  type: 'choice',
  summary: 'The multiple-choice letter in the output is the expected one.',
  options,
  short: shortFor('value'),
  example: { options: {}, output: 'I think the answer is (B).', expected: 'B', value: 1 },
  prepare: (given) => {
    const texts = (given.choices ?? []).map(comparable);
    return ({ output, expected }) => {
      const golds = acceptedAnswers(given.value, expected);
      if (!isTexts(golds)) return golds;
      const letters = golds.flatMap((gold) => toLetter(gold, texts) ?? []);
      if (letters.length === 0)
        return unscored('`expected` is neither a letter nor one of the choices');
      return judge(
        findChoice(output.text) ?? quotedChoice(output.text, texts),
        letters,
        output.text,
      );
    };
  },
});

function judge(got: string | undefined, letters: readonly string[], text: string): Opinion {
  if (got === undefined) return scored(0, `no choice in ${quote(text)}`);
  return verdictOf(letters.includes(got), `chose ${got}, expected ${letters.join(' or ')}`);
}

function toLetter(gold: string, texts: readonly string[]): string | undefined {
  const bare = gold.trim().replace(/^\(?([A-Za-z])[).:]?$/, '$1');
  if (bare.length === 1) return bare.toUpperCase();
  const index = texts.indexOf(comparable(gold));
  return index === -1 ? undefined : letterAt(index);
}

function quotedChoice(text: string, texts: readonly string[]): string | undefined {
  const whole = comparable(text);
  const quoted = texts.flatMap((choiceText, index) =>
    choiceText !== '' && whole.includes(choiceText) ? [letterAt(index)] : [],
  );
  return quoted.length === 1 ? quoted[0] : undefined;
}

function letterAt(index: number): string {
  return String.fromCodePoint(65 + index);
}
