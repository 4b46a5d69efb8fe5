import type { Json, ToolCall } from '@pawl/core';
import { z } from 'zod';

import { present } from './present.ts';

/** Arguments of a call: parsed where the text is JSON, else the text itself. */
export function parseArguments(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text; // a model's half-written arguments are its answer all the same
  }
}

const argumentsSchema = z
  .json()
  .optional()
  .transform((value): Json => (typeof value === 'string' ? parseArguments(value) : (value ?? {})));

const functionSchema = z.object({ name: z.string(), arguments: argumentsSchema });

const toolCallSchema: z.ZodType<ToolCall> = z
  .union([
    z.object({ id: z.string().nullish(), function: functionSchema }),
    functionSchema.extend({ id: z.string().nullish() }),
  ])
  .transform((call) => {
    const { name, arguments: given } = 'function' in call ? call.function : call;
    return present({ id: call.id ?? undefined, name, arguments: given });
  });

/** Tool calls, in order. */
export type Calls = readonly ToolCall[];

type Maybe<T> = z.ZodOptional<z.ZodNullable<z.ZodType<T>>>;

interface CallKeys {
  readonly toolCalls: Maybe<Calls>;
  readonly tool_calls: Maybe<Calls>;
  readonly function_call: Maybe<ToolCall>;
  readonly functionCall: Maybe<ToolCall>;
}

/** The fields under which calls are told, in our words and in OpenAI's, old ones too. */
export const callKeys: CallKeys = {
  toolCalls: z.array(toolCallSchema).nullish(),
  tool_calls: z.array(toolCallSchema).nullish(),
  function_call: functionSchema.nullish(),
  functionCall: functionSchema.nullish(),
};

/** What tells of calls in one of these fields. */
type CallsLike = { readonly [K in keyof CallKeys]?: z.infer<CallKeys[K]> };

/** The calls of the first field that holds some; an empty list where a field says so. */
export function callsOf(like: CallsLike): Calls | undefined {
  const old = like.function_call ?? like.functionCall;
  const lists = [like.toolCalls, like.tool_calls, old ? [old] : undefined];
  return lists.find((list) => list && list.length > 0) ?? lists.find((list) => list) ?? undefined;
}
