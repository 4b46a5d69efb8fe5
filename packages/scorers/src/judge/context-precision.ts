import { contextOptions, contextPath, type ContextOptions } from './context-options.ts';
import { defineJudge, type Judge } from './define-judge.ts';
import { contextPrecisionPrompt } from './prompts/context-precision.ts';

/** Whether the retrieved context is to the point. */
export const contextPrecision: Judge<ContextOptions> = defineJudge({
  type: 'context-precision',
  summary: 'A model finds that the retrieved context is to the point.',
  options: contextOptions,
  example: {},
  prompt: contextPrecisionPrompt,
  expected: 'required',
  context: contextPath,
  menu: () => [
    { name: 'all', value: 1, means: 'nearly all of it is useful' },
    { name: 'part', value: 0.5, means: 'a part is useful' },
    { name: 'none', value: 0, means: 'nothing of it is useful' },
  ],
});
