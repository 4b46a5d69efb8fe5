import type { Json, JsonObject } from '@pawl/core';

import { isJsonObject } from '../shape/subject.ts';
import { findJson, parseJson } from '../text/find-json.ts';

/** How JSON is read from an output. */
export interface JsonReading {
  /** `true` (default): JSON inside prose or a fence counts too; `false`: the whole output must be JSON. */
  readonly anywhere?: boolean;
}

/** The JSON value of an output; nothing when there is none. */
export function readJson(text: string, { anywhere = true }: JsonReading): Json | undefined {
  return anywhere ? findJson(text) : parseJson(text);
}

/** The expected value: an option, or the case's own, read as JSON when it is a text that holds JSON. */
export function expectedJson(
  value: Json | undefined,
  expected: Json | undefined,
): Json | undefined {
  const given = value ?? expected;
  if (typeof given !== 'string') return given;
  return parseJson(given) ?? given;
}

/** Whether two JSON values are equal, whatever the order of their keys. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isJsonList(a) && isJsonList(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = keysOf(a);
  return (
    keys.length === keysOf(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/** Whether everything in `part` is in `whole`: objects by key, lists item by item. */
export function containsJson(whole: Json | undefined, part: Json | undefined): boolean {
  if (isJsonList(part)) {
    return (
      isJsonList(whole) &&
      part.length === whole.length &&
      part.every((item, at) => containsJson(whole[at], item))
    );
  }
  if (!isJsonObject(part)) return sameJson(whole, part);
  return (
    isJsonObject(whole) &&
    keysOf(part).every((key) => Object.hasOwn(whole, key) && containsJson(whole[key], part[key]))
  );
}

function keysOf(value: JsonObject): readonly string[] {
  return Object.keys(value).filter((key) => value[key] !== undefined);
}

/** Whether a JSON value is a list. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
