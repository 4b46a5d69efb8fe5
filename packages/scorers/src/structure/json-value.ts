import type { Json, JsonObject, Opinion } from '@pawl/core';
import { jsonrepair } from 'jsonrepair';
import { z } from 'zod';

import type { OptionShape } from '../shape/option-shape.ts';
import { isJsonObject } from '../shape/subject.ts';
import { unfence } from '../text/fenced.ts';
import { findJson, parseJson } from '../text/find-json.ts';

/** How JSON is read from an output. */
export interface JsonReading {
  /** `true` (default): JSON inside prose or a fence counts too; `false`: the whole output must be JSON. */
  readonly anywhere?: boolean;
  /** Repair broken JSON first; the score then says so. Off by default. */
  readonly repair?: boolean;
}

/** The schema of `JsonReading`, to spread. */
export const jsonReading: OptionShape<JsonReading> = {
  anywhere: z
    .boolean()
    .describe('true (default): JSON inside prose or a fence counts; false: nothing but JSON')
    .exactOptional(),
  repair: z
    .boolean()
    .describe(
      'true: broken JSON (cut off, trailing commas, quotes) is repaired, and the score says so',
    )
    .exactOptional(),
};

/** The JSON value that was found, and whether it had to be repaired. */
export interface FoundJson {
  readonly value: Json;
  readonly repaired: boolean;
}

/** The JSON value of an output; nothing when there is none. */
export function readJson(
  text: string,
  { anywhere = true, repair = false }: JsonReading,
): FoundJson | undefined {
  const value = anywhere ? findJson(text) : parseJson(text);
  if (value !== undefined) return { value, repaired: false };
  const repaired = repair ? repairJson(text) : undefined;
  return repaired === undefined ? undefined : { value: repaired, repaired: true };
}

const longestRepair = 30_000;

function repairJson(text: string): Json | undefined {
  const body = unfence(text, ['json']);
  const start = body.search(/[{[]/);
  if (start === -1 || body.length > longestRepair) return undefined;
  try {
    return parseJson(jsonrepair(body.slice(start)));
  } catch {
    return undefined; // beyond repair is an answer here, not a failure
  }
}

/** The opinion, with a mark where the JSON that it is about had to be repaired. */
export function markRepaired(opinion: Opinion, { repaired }: FoundJson): Opinion {
  if (!repaired || opinion.kind === 'unscored') return opinion;
  return { ...opinion, metadata: { ...opinion.metadata, repaired: true } };
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
