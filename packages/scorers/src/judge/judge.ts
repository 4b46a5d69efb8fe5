import { z } from 'zod';

import { defineJudge, type Judge } from './define-judge.ts';
import { judgeOptions, type JudgeOptions } from './judge-model.ts';
import { rubricPrompt } from './prompts/rubric.ts';

/** Options of `judge`. */
export interface RubricOptions extends JudgeOptions {
  /** What a good answer does, in words. */
  readonly rubric: string;
}

const options: z.ZodType<RubricOptions> = z.strictObject({
  ...judgeOptions,
  rubric: z.string().min(1).describe('what a good answer does, in words'),
});

/** Whether a model finds that the output satisfies a rubric. */
export const judge: Judge<RubricOptions> = defineJudge({
  type: 'judge',
  summary: 'A model finds that the output satisfies the rubric.',
  options,
  example: { rubric: 'The reply promises nothing that the policy does not allow.' },
  prompt: rubricPrompt,
  fill: ({ rubric }) => ({ rubric }),
  menu: () => [
    { name: 'pass', value: 1, means: 'the answer satisfies the rubric' },
    { name: 'fail', value: 0, means: 'it does not, or only in part' },
  ],
});
