import { z } from 'zod';

import { defineJudge, type Judge } from './define-judge.ts';
import { judgeOptions, type JudgeOptions } from './judge-model.ts';
import { translationPrompt } from './prompts/translation.ts';

/** Options of `translation`. */
export interface TranslationOptions extends JudgeOptions {
  /** The language that it should be in. */
  readonly language?: string;
}

const options: z.ZodType<TranslationOptions> = z.strictObject({
  ...judgeOptions,
  language: z
    .string()
    .min(2)
    .describe('the language that it should be in, in words')
    .exactOptional(),
});

/** Whether the output is a good translation of the input. */
export const translation: Judge<TranslationOptions> = defineJudge({
  type: 'translation',
  summary: 'A model finds the output a good translation of the input.',
  options,
  example: { language: 'German' },
  prompt: translationPrompt,
  fill: ({ language }) => ({ language: language === undefined ? '' : ` into ${language}` }),
  menu: () => [
    { name: 'good', value: 1, means: 'the meaning is kept and it reads naturally' },
    { name: 'fair', value: 0.5, means: 'the meaning is kept, the wording is clumsy' },
    { name: 'wrong', value: 0, means: 'the meaning is changed, or it is another language' },
  ],
});
