import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** The items of a list; none where the value is no list. */
export function itemsOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** Whether a value is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The objects of a list. */
export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return itemsOf(value).filter((item) => isJsonObject(item));
}

/** The object that a value is; an empty one where it is none. */
export function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The first of the named fields that is a text. */
export function textIn(object: JsonObject, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = object[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

/** The value that a text holds as JSON; a text that is none stays what it is. */
export function parseInner(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/u.test(value)) return value;
  try {
    const inner: Json = JSON.parse(value);
    return inner;
  } catch {
    return value; // a reply that only begins with a bracket
  }
}
