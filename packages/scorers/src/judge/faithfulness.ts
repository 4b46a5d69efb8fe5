import { contextOptions, contextPath, type ContextOptions } from './context-options.ts';
import { defineJudge, type Judge } from './define-judge.ts';
import { faithfulnessPrompt } from './prompts/faithfulness.ts';

/** Whether the claims of the output are borne out by the context. */
export const faithfulness: Judge<ContextOptions> = defineJudge({
  type: 'faithfulness',
  summary: 'A model finds every claim of the output borne out by the context.',
  options: contextOptions,
  example: {},
  prompt: faithfulnessPrompt,
  context: contextPath,
  menu: () => [
    { name: 'all', value: 1, means: 'every claim is borne out' },
    { name: 'most', value: 0.5, means: 'most are, and none is contradicted' },
    {
      name: 'unsupported',
      value: 0,
      means: 'a claim that matters is not borne out, or is contradicted',
    },
  ],
});
