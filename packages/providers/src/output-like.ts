import type { Json, Message, Output, ToolCall, Usage } from '@pawl/core';
import { z } from 'zod';

import { present } from './present.ts';

/** An output, or what was expected in its place. */
export type OutputReading =
  | { readonly kind: 'output'; readonly output: Output }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Parsed where the text is JSON, else the text itself. */
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

const partSchema = z.looseObject({ type: z.string(), text: z.string().optional() });

const contentSchema = z
  .union([
    z.string(),
    z.null(),
    z.array(partSchema).transform((parts) => parts.map((part) => part.text ?? '').join('')),
  ])
  .optional();

const roles = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
} as const;

/** One message in our words or in OpenAI's. */
const messageSchema: z.ZodType<Message> = z
  .object({
    role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
    content: contentSchema,
    toolCalls: z.array(toolCallSchema).nullish(),
    tool_calls: z.array(toolCallSchema).nullish(),
    toolCallId: z.string().nullish(),
    tool_call_id: z.string().nullish(),
    name: z.string().nullish(),
  })
  .transform((message) =>
    present({
      role: roles[message.role],
      content: message.content ?? undefined,
      toolCalls: message.toolCalls ?? message.tool_calls ?? undefined,
      toolCallId: message.toolCallId ?? message.tool_call_id ?? undefined,
      name: message.name ?? undefined,
    }),
  );

// what is told wrongly is not known: never a reason to lose the answer
const tokensSchema = z.number().int().nonnegative().optional().catch(undefined);

/** Tokens in our words, OpenAI's or Anthropic's. */
const usageSchema: z.ZodType<Usage> = z
  .object({
    inputTokens: tokensSchema,
    input_tokens: tokensSchema,
    prompt_tokens: tokensSchema,
    cachedInputTokens: tokensSchema,
    outputTokens: tokensSchema,
    output_tokens: tokensSchema,
    completion_tokens: tokensSchema,
  })
  .transform((usage) =>
    present({
      inputTokens: usage.inputTokens ?? usage.input_tokens ?? usage.prompt_tokens,
      cachedInputTokens: usage.cachedInputTokens,
      outputTokens: usage.outputTokens ?? usage.output_tokens ?? usage.completion_tokens,
    }),
  );

const amountSchema = z.number().nonnegative().optional().catch(undefined);

const finishes = ['stop', 'length', 'refusal', 'filter', 'tool-calls', 'other'] as const;

const outputSchema = z.object({
  text: z.string().optional(),
  output: z.json().optional(),
  messages: z.array(messageSchema).nullish(),
  toolCalls: z.array(toolCallSchema).nullish(),
  tool_calls: z.array(toolCallSchema).nullish(),
  usage: usageSchema.optional().catch(undefined),
  finish: z.enum(finishes).optional().catch(undefined),
  servedModel: z.string().optional().catch(undefined),
  cost: amountSchema,
  costUsd: amountSchema,
  cost_usd: amountSchema,
  latencyMs: amountSchema,
  latency_ms: amountSchema,
});

/** What a target of the user's own may say: a text, or an object with `output` or `text`, or with `messages`. */
export const expectedOutput =
  'a text, or an object with `output`, `text` or `messages` (and where there are: `toolCalls`, `usage`, `finish`, `cost`)';

/** Reads what a function, a program or a recording gave back. */
export function readOutput(value: unknown): OutputReading {
  if (typeof value === 'string') return { kind: 'output', output: { text: value } };
  const reading = outputSchema.safeParse(value);
  if (!reading.success) {
    const [issue] = reading.error.issues;
    const at = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
    return { kind: 'unreadable', problem: `${issue?.message ?? 'It cannot be read'}${at}` };
  }
  const text = textOf(reading.data);
  if (text === undefined) return { kind: 'unreadable', problem: 'It has no output' };
  return { kind: 'output', output: outputOf(reading.data, text) };
}

type OutputLike = z.infer<typeof outputSchema>;

function outputOf(like: OutputLike, text: string): Output {
  return present({
    text,
    messages: like.messages ?? undefined,
    toolCalls: toolCallsOf(like),
    usage: like.usage,
    finish: like.finish,
    servedModel: like.servedModel,
    costUsd: like.costUsd ?? like.cost_usd ?? like.cost,
    latencyMs: like.latencyMs ?? like.latency_ms,
  });
}

function toolCallsOf(like: OutputLike): readonly ToolCall[] | undefined {
  const own = like.toolCalls ?? like.tool_calls;
  if (own) return own;
  return like.messages
    ?.filter((message) => message.role === 'assistant')
    .flatMap((message) => message.toolCalls ?? []);
}

function textOf(like: OutputLike): string | undefined {
  if (like.text !== undefined) return like.text;
  if (like.output !== undefined && like.output !== null) return textOfJson(like.output);
  if (like.messages) return lastAnswer(like.messages);
  return like.toolCalls || like.tool_calls ? '' : undefined;
}

/** A text as it is, any other value as JSON. */
export function textOfJson(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function lastAnswer(messages: readonly Message[]): string {
  const last = messages.findLast(
    (message) => message.role === 'assistant' && message.content !== undefined,
  );
  return last?.content ?? '';
}
