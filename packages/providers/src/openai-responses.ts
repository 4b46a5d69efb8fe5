import type { Completion, Finish, JsonObject, Message, ModelRequest, ToolCall } from '@pawl/core';
import { z } from 'zod';

import { parseArguments } from './call-like.ts';
import { namedSchema } from './openai-chat.ts';
import { present } from './present.ts';
import { textOfJson } from './text-of-json.ts';
import { readShape, readUsage, wrongShape } from './wire-shape.ts';

/** The body of a responses request. This API has no seed: it is not sent. Nothing is kept there. */
export function responsesBody(request: ModelRequest): JsonObject {
  const { temperature, maxOutputTokens, topP, seed: _, ...others } = request.params ?? {};
  return present({
    model: request.model,
    input: request.messages.flatMap(inputItems),
    temperature,
    max_output_tokens: maxOutputTokens,
    top_p: topP,
    tools: request.tools?.map((tool) => present({ type: 'function', ...tool })),
    text:
      request.responseSchema === undefined
        ? undefined
        : { format: { type: 'json_schema', ...namedSchema(request.responseSchema) } },
    store: false,
    ...others,
  });
}

function inputItems({ role, content, toolCalls, toolCallId }: Message): JsonObject[] {
  if (role === 'tool') {
    return [{ type: 'function_call_output', call_id: toolCallId ?? '', output: content ?? '' }];
  }
  const calls = (toolCalls ?? []).map((call, index) => ({
    type: 'function_call',
    call_id: call.id ?? `call_${index}`,
    name: call.name,
    arguments: textOfJson(call.arguments),
  }));
  return content === undefined ? calls : [{ role, content }, ...calls];
}

const partSchema = z.object({
  type: z.string(),
  text: z.string().optional(),
  refusal: z.string().optional(),
});

const itemSchema = z.object({
  type: z.string(),
  content: z.array(partSchema).nullish(),
  call_id: z.string().nullish(),
  name: z.string().nullish(),
  arguments: z.string().nullish(),
});

const responseSchema = z.object({
  model: z.string().nullish(),
  status: z.string(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(itemSchema),
  usage: z
    .object({
      input_tokens: z.unknown().optional(),
      output_tokens: z.unknown().optional(),
      input_tokens_details: z.object({ cached_tokens: z.unknown().optional() }).nullish(),
    })
    .nullish()
    .catch(undefined),
});

type Response = z.infer<typeof responseSchema>;

/** Reads the answer to a responses request. */
export function readResponse(value: unknown): Completion {
  const response = readShape(responseSchema, value, 'openai');
  if (!['completed', 'incomplete'].includes(response.status)) {
    throw wrongShape(value, 'openai', `status ${response.status}`);
  }
  const parts = response.output.flatMap((item) => item.content ?? []);
  const texts = parts.filter((part) => part.type === 'output_text');
  const refusal = parts.find((part) => part.type === 'refusal')?.refusal;
  const calls = response.output.filter((item) => item.type === 'function_call').map(readCall);
  return present({
    text: texts.length === 0 ? (refusal ?? '') : texts.map((part) => part.text ?? '').join(''),
    toolCalls: calls.length === 0 ? undefined : calls,
    usage: readUsage({
      input: response.usage?.input_tokens,
      cached: response.usage?.input_tokens_details?.cached_tokens,
      output: response.usage?.output_tokens,
    }),
    finish: refusal === undefined ? finishOf(response, calls.length) : 'refusal',
    servedModel: response.model ?? undefined,
  });
}

function readCall(item: Response['output'][number]): ToolCall {
  return present({
    id: item.call_id ?? undefined,
    name: item.name ?? '',
    arguments: parseArguments(item.arguments ?? '{}'),
  });
}

function finishOf(response: Response, calls: number): Finish {
  if (response.status === 'completed') return calls > 0 ? 'tool-calls' : 'stop';
  const reason = response.incomplete_details?.reason;
  if (reason === 'max_output_tokens') return 'length';
  return reason === 'content_filter' ? 'filter' : 'other';
}
