import type { Json, Message, ToolCall } from '@pawl/core';
import { z } from 'zod';

import { parseArguments } from './call-like.ts';
import { present } from './present.ts';
import { textOfJson } from './text-of-json.ts';

/** One part of a message: a text, or a tool's call or result as Anthropic and the AI SDK write them. */
export interface Part {
  readonly type: string;
  readonly text?: string | undefined;
  readonly id?: string | undefined;
  readonly call_id?: string | undefined;
  readonly tool_use_id?: string | undefined;
  readonly toolCallId?: string | undefined;
  readonly name?: string | undefined;
  readonly toolName?: string | undefined;
  readonly input?: Json | undefined;
  readonly args?: Json | undefined;
  readonly arguments?: Json | undefined;
  readonly content?: Json | undefined;
  readonly output?: Json | undefined;
  readonly result?: Json | undefined;
}

const looseJson = z.json().optional();
const wordSchema = z.string().optional().catch(undefined);

/** Reads a part; fields that are not asked for may stand there too. */
export const partSchema: z.ZodType<Part> = z.looseObject({
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

const callParts = new Set([
  'tool_use',
  'server_tool_use',
  'mcp_tool_use',
  'tool-call',
  'tool_call',
  'function_call',
]);

/** Whether a part is a call that can be read. */
export function isCallPart({ type }: Part): boolean {
  return callParts.has(type);
}

/** Whether a part is what a tool answered. */
export function isResultPart({ type }: Part): boolean {
  return /(?:tool|function|call).{0,60}[_-](?:result|output)$/.test(type);
}

/** The call that a part holds. */
export function callOf(part: Part): ToolCall {
  const given = part.input ?? part.args ?? part.arguments ?? {};
  return present({
    id: part.id ?? part.call_id ?? part.toolCallId,
    name: part.name ?? part.toolName ?? '',
    arguments: typeof given === 'string' ? parseArguments(given) : given,
  });
}

/** What a tool answered, as a message of its own. */
export function resultOf(part: Part): Message {
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

/** What may be a call must not vanish: a scorer would take its absence for innocence. */
export function mayBeCall(part: Part): boolean {
  if (isCallPart(part)) return (part.name ?? part.toolName) === undefined;
  return /tool|function|call/i.test(part.type) && !isResultPart(part);
}
