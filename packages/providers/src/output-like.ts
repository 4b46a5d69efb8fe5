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

const looseJson = z.json().optional();
const wordSchema = z.string().optional().catch(undefined);

/** One part of a message: a text, or a tool's call or result as Anthropic and the AI SDK write them. */
const partSchema = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  id: wordSchema,
  call_id: wordSchema,
  tool_use_id: wordSchema,
  toolCallId: wordSchema,
  name: wordSchema,
  toolName: wordSchema,
  input: looseJson,
  args: looseJson,
  arguments: looseJson,
  content: looseJson,
  output: looseJson,
  result: looseJson,
});

type Part = z.infer<typeof partSchema>;

const callParts = new Set([
  'tool_use',
  'server_tool_use',
  'mcp_tool_use',
  'tool-call',
  'tool_call',
  'function_call',
]);

function isCallPart({ type }: { readonly type: string }): boolean {
  return callParts.has(type);
}

function isResultPart({ type }: { readonly type: string }): boolean {
  return /(?:tool|function|call).{0,60}[_-](?:result|output)$/.test(type);
}

function callOf(part: Part): ToolCall {
  const given = part.input ?? part.args ?? part.arguments ?? {};
  return present({
    id: part.id ?? part.call_id ?? part.toolCallId,
    name: part.name ?? part.toolName ?? '',
    arguments: typeof given === 'string' ? parseArguments(given) : given,
  });
}

function resultOf(part: Part): Message {
  return present({
    role: 'tool' as const,
    content: textOfResult(part.content ?? part.output ?? part.result ?? ''),
    toolCallId: part.tool_use_id ?? part.call_id ?? part.toolCallId,
    name: part.name ?? part.toolName,
  });
}

const textPartsSchema = z.array(z.object({ type: z.literal('text'), text: z.string() }));
const wrappedSchema = z.strictObject({ type: z.string(), value: z.json() });

function textOfResult(content: Json): string {
  const parts = textPartsSchema.safeParse(content);
  if (parts.success) return parts.data.map(({ text }) => text).join('');
  const wrapped = wrappedSchema.safeParse(content);
  return textOfJson(wrapped.success ? wrapped.data.value : content);
}

const contentSchema = z
  .union([
    z.string().transform((text) => ({ text, parts: noParts })),
    z.null().transform(() => ({ parts: noParts })),
    z.array(partSchema).transform((parts) => ({
      // a message of calls and results alone says nothing
      ...(parts.length === 0 || parts.some((part) => !isCallPart(part) && !isResultPart(part))
        ? { text: parts.map((part) => part.text ?? '').join('') }
        : {}),
      parts,
    })),
  ])
  .optional();

const noParts: readonly Part[] = [];

const roles = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
} as const;

const callKeys = {
  toolCalls: z.array(toolCallSchema).nullish(),
  tool_calls: z.array(toolCallSchema).nullish(),
  function_call: functionSchema.nullish(),
  functionCall: functionSchema.nullish(),
};
const likeCallKey = /^(?:tool|function)[_-]?(?:calls?|uses?|invocations?)$/i;

const looseMessageSchema = z
  .looseObject({
    role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
    content: contentSchema,
    ...callKeys,
    toolCallId: z.string().nullish(),
    tool_call_id: z.string().nullish(),
    name: z.string().nullish(),
    tool_name: z.string().nullish(),
  })
  .superRefine((message, context) => {
    const keys = Object.keys(message).filter(
      (key) => likeCallKey.test(key) && !Object.hasOwn(callKeys, key) && !isNothing(message[key]),
    );
    const parts = (message.content?.parts ?? []).filter(mayBeCall).map(({ type }) => type);
    for (const name of [...keys, ...parts])
      context.addIssue({
        code: 'custom',
        message: `"${name}" may be a tool call, and is not known`,
      });
  });

// What may be a call must not vanish: a scorer would take its absence for innocence.
function mayBeCall(part: Part): boolean {
  if (isCallPart(part)) return (part.name ?? part.toolName) === undefined;
  return /tool|function|call/i.test(part.type) && !isResultPart(part);
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Messages in our words, in OpenAI's (old ones too) or in Anthropic's, whose results become messages of their own. */
const messagesSchema = z
  .array(looseMessageSchema)
  .transform((messages): readonly Message[] => messages.flatMap(toMessages));

function toMessages(message: z.infer<typeof looseMessageSchema>): readonly Message[] {
  const { text, parts } = { parts: noParts, text: undefined, ...message.content };
  const results = parts.filter(isResultPart).map(resultOf);
  const role = roles[message.role];
  if (results.length > 0 && text === undefined && role !== 'assistant') return results;
  const own = present({
    role,
    content: text,
    toolCalls: callsOf(message) ?? callsOrNone(parts.filter(isCallPart).map(callOf)),
    toolCallId: message.toolCallId ?? message.tool_call_id ?? undefined,
    name: message.name ?? message.tool_name ?? undefined,
  });
  return role === 'assistant' ? [own, ...results] : [...results, own];
}

type Calls = readonly ToolCall[];

/** The calls of the first field that holds some; an empty list where a field says so. */
function callsOf(like: z.infer<z.ZodObject<typeof callKeys>>): Calls | undefined {
  const old = like.function_call ?? like.functionCall;
  const lists = [like.toolCalls, like.tool_calls, old ? [old] : undefined];
  return lists.find((list) => list && list.length > 0) ?? lists.find((list) => list) ?? undefined;
}

function callsOrNone(calls: Calls): Calls | undefined {
  return calls.length === 0 ? undefined : calls;
}

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
