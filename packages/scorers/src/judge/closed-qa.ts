import { z } from 'zod';

import { defineJudge, type Judge } from './define-judge.ts';
import { judgeOptions, type JudgeOptions } from './judge-model.ts';
import { closedQaPrompt } from './prompts/closed-qa.ts';

/** Options of `closed-qa`. */
export interface ClosedQaOptions extends JudgeOptions {
  readonly criterion: string;
}

const options: z.ZodType<ClosedQaOptions> = z.strictObject({
  ...judgeOptions,
  criterion: z.string().min(1).describe('what the answer must be or do, in one sentence'),
});

/** Whether the output meets one criterion. */
export const closedQa: Judge<ClosedQaOptions> = defineJudge({
  type: 'closed-qa',
  summary: 'A model finds that the output meets the criterion.',
  options,
  example: { criterion: 'The answer names the number of days.' },
  prompt: closedQaPrompt,
  fill: ({ criterion }) => ({ criterion }),
  menu: () => [
    { name: 'yes', value: 1, means: 'it meets the criterion' },
    { name: 'no', value: 0, means: 'it does not' },
  ],
});
