import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote, scored, unscored, verdictOf } from '../shape/opinion.ts';
import { findBoxed } from './boxed.ts';
import { extractor, extractSchema, type Extract } from './extract.ts';
import { readMath, sameMath } from './math-value.ts';
import { acceptedAnswers, isTexts } from './text-options.ts';

/** Options of `math-equal`. */
export interface MathEqualOptions {
  readonly value?: string | readonly string[];
  readonly extract?: Extract;
  /** Relative difference that numbers may have; without it 1e-9, and none for whole numbers. */
  readonly tolerance?: number;
}

const options: z.ZodType<MathEqualOptions> = z.strictObject({
  value: z
    .union([z.string(), z.array(z.string()).min(1).readonly()])
    .describe("the right answer (any of a list); default: the case's expected")
    .exactOptional(),
  extract: extractSchema.exactOptional(),
  tolerance: z
    .number()
    .min(0)
    .max(1)
    .describe('relative; default 1e-9, and whole numbers exactly')
    .exactOptional(),
});

/** Whether the answer means the same: 1/2, 0.5, 50 %, `\frac{1}{2}`; intervals; sets in any order. */
export const mathEqual: Scorer<MathEqualOptions> = defineScorer({
  type: 'math-equal',
  summary: 'The answer (boxed, extracted or whole) is mathematically the expected one.',
  options,
  short: shortFor('value'),
  example: { options: {}, output: 'So it is $\\boxed{\\frac{1}{2}}$.', expected: '50%', value: 1 },
  prepare: ({ value, extract, tolerance }) => {
    const find =
      extract === undefined ? (text: string) => findBoxed(text) ?? text : extractor(extract);
    return ({ output, expected }) => {
      const answers = acceptedAnswers(value, expected);
      if (!isTexts(answers)) return answers;
      const golds = answers.filter((answer) => answer.trim() !== '');
      if (golds.length === 0) return unscored('Every accepted answer is empty');
      const found = find(output.text);
      if (found === undefined) return scored(0, 'Nothing in the output matches `extract`');
      const got = readMath(found);
      const holds = golds.some((gold) => sameMath(got, readMath(gold), tolerance));
      return verdictOf(holds, `got ${quote(found.trim())}, expected ${quote(golds.join(' or '))}`);
    };
  },
});
