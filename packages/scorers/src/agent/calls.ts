import type { Json, Message, Output, ToolCall } from '@pawl/core';

import { NoOpinion } from '../shape/opinion.ts';
import { isJsonObject, isObject } from '../shape/subject.ts';
import { containsJson, isJsonList, sameJson } from '../structure/json-value.ts';
import { parseJson } from '../text/find-json.ts';

const most = 5000;

/** The tool calls of an output, in order; nothing when the target does not report any kind of call. */
export function callsOf(output: Output): readonly ToolCall[] | undefined {
  const own = output.toolCalls === undefined ? undefined : readCalls(output.toolCalls);
  const calls = own === undefined || own.length === 0 ? (callsOfMessages(output) ?? own) : own;
  if (calls !== undefined && calls.length > most)
    throw new NoOpinion(`There are more than ${most} tool calls`);
  if (calls !== undefined) return calls;
  // A provider that says how the answer ended would also have said which tools were called.
  return output.finish === undefined || output.finish === 'tool-calls' ? undefined : [];
}

function callsOfMessages(output: Output): readonly ToolCall[] | undefined {
  if (output.messages === undefined) return undefined;
  return messagesOf(output).flatMap(({ toolCalls = [] }) => toolCalls);
}

/** The messages of an output, their calls read. Throws for what a script handed in and is no list of messages. */
export function messagesOf({ messages }: Output): readonly Message[] {
  const given: unknown = messages ?? [];
  if (!Array.isArray(given) || !given.every(isMessage))
    throw new NoOpinion('`messages` of the output is not a list of messages { role, content }');
  return given.map((message) =>
    message.toolCalls === undefined
      ? message
      : { ...message, toolCalls: readCalls(message.toolCalls) },
  );
}

function isMessage(value: unknown): value is Message {
  if (!isObject(value) || !('role' in value) || typeof value.role !== 'string') return false;
  return !('content' in value) || ['string', 'undefined'].includes(typeof value.content);
}

// Arguments come as JSON or, from OpenAI's own answers, as the text of it.
function readCalls(calls: unknown): readonly ToolCall[] {
  if (!Array.isArray(calls) || !calls.every(isToolCall))
    throw new NoOpinion('`toolCalls` of the output is not a list of calls { name, arguments }');
  return calls.map((call) =>
    typeof call.arguments === 'string'
      ? { ...call, arguments: parseJson(call.arguments) ?? call.arguments }
      : call,
  );
}

function isToolCall(value: unknown): value is ToolCall {
  return isObject(value) && 'name' in value && typeof value.name === 'string';
}

/** Said where the target reports neither messages nor tool calls: silence is not innocence. */
export const noCallsKnown = 'The target reports neither messages nor tool calls';

/** One call as it should be. */
export interface ReferenceCall {
  readonly name: string;
  readonly arguments?: Json;
}

/** How far the arguments of two calls must agree. */
export type ArgumentMatch = 'ignore' | 'subset' | 'exact';

/** Whether a call is the reference call. */
export function isCall(call: ToolCall, reference: ReferenceCall, match: ArgumentMatch): boolean {
  if (call.name !== reference.name) return false;
  if (match === 'ignore' || reference.arguments === undefined) return true;
  return match === 'exact'
    ? sameJson(call.arguments, reference.arguments)
    : containsJson(call.arguments, reference.arguments);
}

/** Reads reference calls: names, or objects with `name` and `arguments` (also `args`, `kwargs`, `input`). */
export function readReferences(value: Json | undefined): readonly ReferenceCall[] | undefined {
  if (!isJsonList(value)) return undefined;
  const calls = value.map(readReference);
  return calls.every((call) => call !== undefined) ? calls : undefined;
}

function readReference(value: Json): ReferenceCall | undefined {
  if (typeof value === 'string') return { name: value };
  if (!isJsonObject(value) || typeof value['name'] !== 'string') return undefined;
  const given = ['arguments', 'args', 'kwargs', 'input'].find((key) => value[key] !== undefined);
  const wanted = given === undefined ? undefined : value[given];
  return { name: value['name'], ...(wanted === undefined ? {} : { arguments: wanted }) };
}

/** What a dotted path finds in a JSON value; the value itself without a path. */
export function atPath(value: Json | undefined, path: string | undefined): Json | undefined {
  let at = value;
  for (const step of path === undefined ? [] : path.split('.')) {
    if (isJsonList(at)) at = at[Number(step)];
    else at = isJsonObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}
