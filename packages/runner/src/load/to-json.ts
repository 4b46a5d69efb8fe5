import type { Json } from '@pawl/core';

/** A plain value as the JSON that it would be written as. */
export function toJson(value: object): Json {
  const json: Json = JSON.parse(JSON.stringify(value));
  return json;
}
