import type { Json, Output, ToolCall } from '@pawl/core';

import { NoOpinion } from '../shape/opinion.ts';
import { isJsonObject } from '../shape/subject.ts';
import { containsJson, isJsonList, sameJson } from '../structure/json-value.ts';

const most = 5000;

/** The tool calls of an output, in order; nothing when the target does not report any kind of call. */
export function callsOf(output: Output): readonly ToolCall[] | undefined {
  const calls = output.toolCalls ?? output.messages?.flatMap((message) => message.toolCalls ?? []);
  if (calls !== undefined && calls.length > most)
    throw new NoOpinion(`There are more than ${most} tool calls`);
  if (calls !== undefined) return calls;
  // A provider that says how the answer ended would also have said which tools were called.
  return output.finish === undefined ? undefined : [];
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

/** How many calls of the one list have a partner of their own in the other. */
export function countPairs(
  calls: readonly ToolCall[],
  references: readonly ReferenceCall[],
  match: ArgumentMatch,
): number {
  const left = [...calls];
  return references.filter((reference) => {
    const at = left.findIndex((call) => isCall(call, reference, match));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  }).length;
}
