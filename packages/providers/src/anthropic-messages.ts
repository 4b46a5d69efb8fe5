import type { Completion, Finish, Json, JsonObject, Message, ModelRequest } from '@pawl/core';
import { z } from 'zod';

import { faultOf } from './fault-of.ts';
import { isJsonObject } from './json-object.ts';
import { present } from './present.ts';
import { readShape, readUsage } from './wire-shape.ts';

/** Sent where the configuration says nothing: this API has no default of its own. */
const defaultMaxTokens = 4096;

/** More than this takes longer than idle connections live: such an answer is streamed. */
const mostUnstreamed = 8192;

/** The body of a messages request. This API has no seed: it is not sent. */
export function messagesBody(request: ModelRequest): JsonObject {
  const { temperature, maxOutputTokens, topP, seed: _, ...others } = request.params ?? {};
  const system = request.messages.filter((message) => message.role === 'system');
  const rest = request.messages.filter((message) => message.role !== 'system');
  const maxTokens = maxOutputTokens ?? defaultMaxTokens;
  return present({
    model: request.model,
    max_tokens: maxTokens,
    system: system.length === 0 ? undefined : system.map(({ content }) => content).join('\n\n'),
    messages: joinTurns(rest.map(turnOf)),
    temperature,
    top_p: topP,
    tools: request.tools?.map(({ name, description, parameters }) =>
      present({ name, description, input_schema: parameters }),
    ),
    output_config:
      request.responseSchema === undefined
        ? undefined
        : { format: { type: 'json_schema', schema: request.responseSchema } },
    stream: maxTokens > mostUnstreamed ? true : undefined,
    ...others,
  });
}

interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: readonly JsonObject[];
}

function turnOf({ role, content, toolCalls, toolCallId }: Message): Turn {
  if (role === 'tool') {
    const result = { type: 'tool_result', tool_use_id: toolCallId ?? '', content: content ?? '' };
    return { role: 'user', content: [result] };
  }
  const text = content === undefined || content === '' ? [] : [{ type: 'text', text: content }];
  const uses = (toolCalls ?? []).map((call, index) => ({
    type: 'tool_use',
    id: call.id ?? `toolu_${index}`,
    name: call.name,
    input: isJsonObject(call.arguments) ? call.arguments : {},
  }));
  return { role: role === 'assistant' ? 'assistant' : 'user', content: [...text, ...uses] };
}

// the results of several calls belong into one turn
function joinTurns(turns: readonly Turn[]): JsonObject[] {
  const joined: { role: Turn['role']; content: JsonObject[] }[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (last?.role === turn.role) last.content.push(...turn.content);
    else joined.push({ role: turn.role, content: [...turn.content] });
  }
  return joined.map(({ role, content }) => ({ role, content: plainly(content) }));
}

function plainly(content: readonly JsonObject[]): Json {
  const [only] = content;
  if (content.length !== 1 || only?.['type'] !== 'text') return content;
  return only['text'] ?? '';
}

const blockSchema = z.object({
  type: z.string(),
  text: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  input: z.json().optional(),
});

const messageSchema = z.object({
  type: z.literal('message'),
  model: z.string().nullish(),
  content: z.array(blockSchema),
  stop_reason: z.string().nullish(),
  usage: z
    .object({
      input_tokens: z.unknown().optional(),
      output_tokens: z.unknown().optional(),
      cache_read_input_tokens: z.unknown().optional(),
      cache_creation_input_tokens: z.unknown().optional(),
    })
    .nullish()
    .catch(undefined),
});

type MessageUsage = z.infer<typeof messageSchema>['usage'];

/** Reads the answer to a messages request. Only a reason to stop makes it whole. */
export function readMessage(value: unknown): Completion {
  const message = readShape(messageSchema, value, 'anthropic');
  if (!message.stop_reason) {
    throw faultOf('truncated', 'anthropic answered without a reason to stop: it is not whole');
  }
  const texts = message.content.filter((block) => block.type === 'text');
  const calls = message.content.filter((block) => block.type === 'tool_use');
  return present({
    text: texts.map((block) => block.text ?? '').join(''),
    toolCalls:
      calls.length === 0
        ? undefined
        : calls.map(({ id, name, input }) =>
            present({ id, name: name ?? '', arguments: input ?? {} }),
          ),
    usage: readMessageUsage(message.usage),
    finish: finishes[message.stop_reason] ?? 'other',
    servedModel: message.model ?? undefined,
  });
}

// here, unlike elsewhere, `input_tokens` leaves the cached ones out
function readMessageUsage(usage: MessageUsage): Completion['usage'] {
  if (!usage) return undefined;
  const cached = count(usage.cache_read_input_tokens);
  const input = count(usage.input_tokens);
  const all = input + cached + count(usage.cache_creation_input_tokens);
  return readUsage({
    input: typeof usage.input_tokens === 'number' && input >= 0 ? all : undefined,
    cached: usage.cache_read_input_tokens,
    output: usage.output_tokens,
  });
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0; // the API leaves out what it did not do
}

const finishes: Readonly<Record<string, Finish>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  refusal: 'refusal',
};
