import type { Json, JsonObject, Output, Subject } from '@pawl/core';

/** What a scorer can be called with by hand: a whole subject, or one whose output is just text or a JSON value. */
export interface Given extends Omit<Subject, 'input' | 'output'> {
  readonly input?: Json;
  readonly output: Output | Json;
}

/** The subject that was meant: a text becomes an output, any other JSON value an output with its JSON text. */
export function toSubject(given: Given): Subject {
  return { ...given, input: given.input ?? null, output: toOutput(given.output) };
}

function toOutput(output: Output | Json): Output {
  if (typeof output === 'string') return { text: output };
  if (isOutput(output)) return output;
  return { text: textOfAny(output) };
}

// Scripts hand in what no type allows: a BigInt, a loop. A scorer never throws for an output.
function textOfAny(output: unknown): string {
  try {
    return JSON.stringify(output) ?? '';
  } catch {
    return String(output);
  }
}

function isOutput(value: Output | Json): value is Output {
  return isObject(value) && 'text' in value && typeof value.text === 'string';
}

/** Whether a value is an object and not a list. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a JSON value is an object and not a list. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return isObject(value);
}
