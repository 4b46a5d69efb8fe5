import type { ModelParams } from '@pawl/core';
import { z } from 'zod';

import type { OptionShape } from '../shape/option-shape.ts';

/** The model that a judge asks. */
export interface JudgeModel {
  readonly provider: 'openai' | 'anthropic';
  readonly model: string;
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
  readonly api?: 'chat' | 'responses';
  readonly params?: ModelParams;
}

/** The schema of `JudgeModel`. */
const judgeModel: z.ZodType<JudgeModel> = z.strictObject({
  provider: z.enum(['openai', 'anthropic']),
  model: z.string().min(1),
  baseUrl: z.url().exactOptional(),
  apiKeyEnv: z.string().min(1).exactOptional(),
  api: z.enum(['chat', 'responses']).exactOptional(),
  params: z.record(z.string(), z.json()).exactOptional(),
});

/** What every judge understands. */
export interface JudgeOptions {
  readonly model: JudgeModel;
  /** More models: a jury, each asked as often as `votes` says. */
  readonly jury?: readonly JudgeModel[];
  /** How often each model is asked; the most frequent verdict counts. */
  readonly votes?: number;
  /** A prompt of your own in place of the built-in one, with the same placeholders. */
  readonly prompt?: string;
}

/** The schema of `JudgeOptions`, to spread. */
export const judgeOptions: OptionShape<Omit<JudgeOptions, 'model'>> & {
  readonly model: z.ZodType<JudgeModel>;
} = {
  model: judgeModel.describe('{ provider, model, baseUrl, apiKeyEnv, api, params }'),
  jury: z
    .array(judgeModel)
    .min(1)
    .max(10)
    .readonly()
    .describe('more models that are asked too')
    .exactOptional(),
  votes: z
    .int()
    .min(1)
    .max(15)
    .describe('how often each model is asked; the most frequent verdict counts; default 1')
    .exactOptional(),
  prompt: z
    .string()
    .min(1)
    .refine((prompt) => prompt.includes('{{output}}'), 'the prompt needs {{output}}')
    .describe('a prompt of your own, with the placeholders of the built-in one')
    .exactOptional(),
};

/** Every seat of the jury: each model, as often as it is asked. */
export function seatsOf({ model, jury = [], votes = 1 }: JudgeOptions): readonly Seat[] {
  return [model, ...jury].flatMap((each) =>
    Array.from({ length: votes }, (_, trial) => ({ model: each, trial, retry: trial + votes })),
  );
}

/** One question to one model; `retry` is the repetition under which an unusable answer is asked for again. */
export interface Seat {
  readonly model: JudgeModel;
  readonly trial: number;
  readonly retry: number;
}
