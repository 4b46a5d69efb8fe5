import type { Message, Output, Usage } from '@pawl/core';
import { z } from 'zod';

import { callKeys, callsOf, type Calls } from './call-like.ts';
import { messagesSchema } from './message-like.ts';
import { present } from './present.ts';
import { textOfJson } from './text-of-json.ts';

/** An output, or what was expected in its place. */
export type OutputReading =
  | { readonly kind: 'output'; readonly output: Output }
  | { readonly kind: 'unreadable'; readonly problem: string };

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
  messages: messagesSchema.nullish(),
  ...callKeys,
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

// A list that is empty is only believed where no message says otherwise.
function toolCallsOf(like: OutputLike): Calls | undefined {
  const own = callsOf(like);
  if (own && own.length > 0) return own;
  const said = like.messages
    ?.filter((message) => message.role === 'assistant')
    .flatMap((message) => message.toolCalls ?? []);
  return said ?? own;
}

function textOf(like: OutputLike): string | undefined {
  if (like.text !== undefined) return like.text;
  if (like.output !== undefined && like.output !== null) return textOfJson(like.output);
  if (like.messages) return lastAnswer(like.messages);
  return callsOf(like) === undefined ? undefined : '';
}

function lastAnswer(messages: readonly Message[]): string {
  const last = messages.findLast(
    (message) => message.role === 'assistant' && message.content !== undefined,
  );
  return last?.content ?? '';
}
