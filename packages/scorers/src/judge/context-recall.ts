import { contextOptions, contextPath, type ContextOptions } from './context-options.ts';
import { defineJudge, type Judge } from './define-judge.ts';
import { contextRecallPrompt } from './prompts/context-recall.ts';

/** Whether the retrieved context holds what the expected answer says. */
export const contextRecall: Judge<ContextOptions> = defineJudge({
  type: 'context-recall',
  summary: 'A model finds that the retrieved context supports the expected answer.',
  options: contextOptions,
  example: {},
  prompt: contextRecallPrompt,
  expected: 'required',
  context: contextPath,
  menu: () => [
    { name: 'all', value: 1, means: 'the context supports all of the expected answer' },
    { name: 'part', value: 0.5, means: 'it supports a part' },
    { name: 'none', value: 0, means: 'it supports nothing of it' },
  ],
});
