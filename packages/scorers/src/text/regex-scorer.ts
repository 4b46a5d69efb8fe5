import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote, verdictOf } from '../shape/opinion.ts';
import { compileRegex, matchesRegex, regexProblem } from './regex.ts';
import { isOpinion, prepareText, textOptions, type TextOptions } from './text-options.ts';

/** Options of `regex`. */
export interface RegexOptions extends TextOptions {
  readonly pattern: string;
  /** Any of `i` (ignore case), `m` (^ and $ match at lines), `s` (the dot matches line ends too). */
  readonly flags?: string;
  /** The whole output, not a part of it, must match. */
  readonly full?: boolean;
}

const options: z.ZodType<RegexOptions> = z.strictObject({
  ...textOptions,
  pattern: z
    .string()
    .min(1)
    .superRefine((pattern, context) => {
      const problem = regexProblem(pattern);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    })
    .describe('RE2 syntax: linear time, no look-around, no back-references'),
  flags: z
    .string()
    .regex(/^[ims]*$/)
    .describe('any of i, m, s')
    .exactOptional(),
  full: z.boolean().describe('true: the whole output must match; default false').exactOptional(),
});

/** Whether the output matches a pattern; linear time, whatever the pattern and the output. */
export const regex: Scorer<RegexOptions> = defineScorer({
  type: 'regex',
  summary: 'The output matches the pattern (RE2 syntax; somewhere, or in full).',
  options,
  short: shortFor('pattern'),
  example: { options: { pattern: '\\bINC-\\d{4}\\b' }, output: 'See INC-0142.', value: 1 },
  prepare: (given) => {
    const compiled = compileRegex(given.pattern, given.flags);
    const { read } = prepareText(given);
    return ({ output }) => {
      const got = read(output.text);
      if (isOpinion(got)) return got;
      const holds = matchesRegex(compiled, got.text, given.full === true ? 'in full' : undefined);
      return verdictOf(holds, `${quote(got.text)} does not match ${given.pattern}`);
    };
  },
});
