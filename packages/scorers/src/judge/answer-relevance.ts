import { z } from 'zod';

import { defineJudge, type Judge } from './define-judge.ts';
import { judgeOptions, type JudgeOptions } from './judge-model.ts';
import { answerRelevancePrompt } from './prompts/answer-relevance.ts';

const options: z.ZodType<JudgeOptions> = z.strictObject(judgeOptions);

/** How far the output addresses the question. */
export const answerRelevance: Judge<JudgeOptions> = defineJudge({
  type: 'answer-relevance',
  summary: 'A model finds that the output addresses the question.',
  options,
  example: {},
  prompt: answerRelevancePrompt,
  menu: () => [
    { name: 'fully', value: 1, means: 'it addresses the whole question and nothing beside it' },
    { name: 'partly', value: 0.5, means: 'it addresses a part, or much beside it' },
    { name: 'not', value: 0, means: 'it addresses something else' },
  ],
});
