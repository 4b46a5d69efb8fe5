/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; values that are `undefined` are left out when it is written. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Tells an object from every other JSON value. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
