/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; values that are `undefined` are left out when it is written. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
