import { z } from 'zod';

import { defineJudge, type Judge } from './define-judge.ts';
import { judgeOptions, type JudgeOptions } from './judge-model.ts';
import { classificationPrompt } from './prompts/classification.ts';

/** Options of `classification`. */
export interface ClassificationOptions extends JudgeOptions {
  /** What is asked about the output. */
  readonly question: string;
  /** Each possible answer with its score. */
  readonly choices: Readonly<Record<string, number>>;
}

const options: z.ZodType<ClassificationOptions> = z.strictObject({
  ...judgeOptions,
  question: z.string().min(1).describe('what is asked about the output'),
  choices: z
    .record(z.string().min(1), z.number().min(0).max(1))
    .refine((choices) => Object.keys(choices).length > 1, 'give at least two choices')
    .describe('each possible answer with its score, as { polite: 1, neutral: 0.5, rude: 0 }'),
});

/** The score of the class that a model puts the output into. */
export const classification: Judge<ClassificationOptions> = defineJudge({
  type: 'classification',
  summary:
    'A model answers a question about the output from a list of choices, each with its score.',
  options,
  example: {
    question: 'What is the tone of the answer?',
    choices: { polite: 1, neutral: 0.5, rude: 0 },
  },
  prompt: classificationPrompt,
  fill: ({ question }) => ({ question }),
  menu: ({ choices }) => Object.entries(choices).map(([name, value]) => ({ name, value })),
});
