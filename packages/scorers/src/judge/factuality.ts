import { z } from 'zod';

import { defineJudge, type Judge } from './define-judge.ts';
import { judgeOptions, type JudgeOptions } from './judge-model.ts';
import { factualityPrompt } from './prompts/factuality.ts';

const options: z.ZodType<JudgeOptions> = z.strictObject(judgeOptions);

/** Whether the facts of the output agree with the expected answer. */
export const factuality: Judge<JudgeOptions> = defineJudge({
  type: 'factuality',
  summary: 'A model finds that the facts of the output agree with the expected answer.',
  options,
  example: {},
  prompt: factualityPrompt,
  expected: 'required',
  menu: () => [
    { name: 'same', value: 1, means: 'it holds the same facts' },
    { name: 'immaterial', value: 1, means: 'it differs, but not in what matters for the facts' },
    { name: 'superset', value: 0.6, means: 'it holds all of them and more that do not contradict' },
    { name: 'subset', value: 0.4, means: 'it holds only some of them' },
    { name: 'contradiction', value: 0, means: 'it contradicts the expert answer' },
  ],
});
