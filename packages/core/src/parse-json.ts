import type { Json } from './json.ts';

/** What a JSON text holds, not looked at any closer; `undefined` where it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
