import { z } from 'zod';

import { defineJudge, type Judge } from './define-judge.ts';
import { judgeOptions, type JudgeOptions } from './judge-model.ts';
import { summaryQualityPrompt } from './prompts/summary-quality.ts';

const options: z.ZodType<JudgeOptions> = z.strictObject(judgeOptions);

/** Whether the output is a good summary of the input. */
export const summaryQuality: Judge<JudgeOptions> = defineJudge({
  type: 'summary-quality',
  summary: 'A model finds the output a good summary of the input.',
  options,
  example: {},
  prompt: summaryQualityPrompt,
  menu: () => [
    { name: 'good', value: 1, means: 'it keeps what matters and adds nothing' },
    { name: 'fair', value: 0.5, means: 'it lacks something that matters, but misleads nobody' },
    { name: 'poor', value: 0, means: 'it misleads, invents, or misses the point' },
  ],
});
