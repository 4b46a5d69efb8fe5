import type {
  Completion,
  Finish,
  JsonObject,
  Message,
  ModelRequest,
  ToolCall,
  ToolSpec,
} from '@pawl/core';
import { z } from 'zod';

import { parseArguments } from './call-like.ts';
import { present } from './present.ts';
import { textOfJson } from './text-of-json.ts';
import { readShape, readUsage, wrongShape } from './wire-shape.ts';

/** The body of a chat request. A vendor's own models want another word for the limit than servers like theirs. */
export function chatBody(request: ModelRequest, official: boolean): JsonObject {
  const { temperature, maxOutputTokens, topP, seed, ...others } = request.params ?? {};
  return present({
    model: request.model,
    messages: request.messages.map(chatMessage),
    temperature,
    [official ? 'max_completion_tokens' : 'max_tokens']: maxOutputTokens,
    top_p: topP,
    seed,
    tools: request.tools?.map(chatTool),
    response_format:
      request.responseSchema === undefined
        ? undefined
        : { type: 'json_schema', json_schema: namedSchema(request.responseSchema) },
    ...others,
  });
}

/** A schema under a name. It is strict where it is closed: only then the API allows it. */
export function namedSchema(schema: JsonObject): JsonObject {
  const strict = schema['additionalProperties'] === false;
  return { name: 'answer', schema, ...(strict && { strict }) };
}

function chatMessage(message: Message): JsonObject {
  const { role, content, toolCalls, toolCallId } = message;
  return present({
    role,
    content: content ?? (toolCalls === undefined ? '' : null),
    tool_calls: toolCalls?.map(chatToolCall),
    tool_call_id: toolCallId,
  });
}

function chatToolCall(call: ToolCall, index: number): JsonObject {
  const { name, arguments: given } = call;
  return {
    id: call.id ?? `call_${index}`,
    type: 'function',
    function: { name, arguments: textOfJson(given) },
  };
}

function chatTool({ name, description, parameters }: ToolSpec): JsonObject {
  return { type: 'function', function: present({ name, description, parameters }) };
}

const toolCallSchema = z.object({
  id: z.string().nullish(),
  function: z.object({ name: z.string(), arguments: z.string().nullish() }),
});

const chatSchema = z.object({
  model: z.string().nullish(),
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({
        content: z.string().nullish(),
        refusal: z.string().nullish(),
        tool_calls: z.array(toolCallSchema).nullish(),
      }),
    }),
  ),
  usage: z.unknown().optional(),
});

const usageSchema = z.object({
  prompt_tokens: z.unknown().optional(),
  completion_tokens: z.unknown().optional(),
  prompt_tokens_details: z.object({ cached_tokens: z.unknown().optional() }).nullish(),
});

/** Reads the answer to a chat request. */
export function readChat(value: unknown): Completion {
  const chat = readShape(chatSchema, value, 'openai');
  const [choice] = chat.choices;
  if (choice === undefined) throw wrongShape(value, 'openai', 'choices');
  const { message } = choice;
  const calls = message.tool_calls?.map(readToolCall) ?? [];
  return present({
    text: message.content ?? message.refusal ?? '',
    toolCalls: calls.length === 0 ? undefined : calls,
    usage: readChatUsage(chat.usage),
    finish: message.refusal ? 'refusal' : finishOf(choice.finish_reason),
    servedModel: chat.model ?? undefined,
  });
}

function readToolCall(call: z.infer<typeof toolCallSchema>): ToolCall {
  const { name, arguments: given } = call.function;
  return present({ id: call.id ?? undefined, name, arguments: parseArguments(given ?? '{}') });
}

function readChatUsage(value: unknown): Completion['usage'] {
  const told = usageSchema.safeParse(value).data;
  return readUsage({
    input: told?.prompt_tokens,
    cached: told?.prompt_tokens_details?.cached_tokens,
    output: told?.completion_tokens,
  });
}

const finishes: Readonly<Record<string, Finish>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'filter',
};

function finishOf(reason: string | null | undefined): Finish {
  return finishes[reason ?? ''] ?? 'other';
}
