import type { Json } from '@pawl/core';

/** A text as it is, any other value as JSON. */
export function textOfJson(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
