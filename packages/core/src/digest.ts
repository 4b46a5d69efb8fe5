import canonicalize from 'canonicalize';

import type { Json } from './json.ts';

/** SHA-256 of a text's UTF-8 bytes as 64 lower-case hexadecimal digits; the machine hands it in. */
export type Sha256 = (text: string) => string;

/** The digest of a JSON value, independent of key order (canonical JSON, RFC 8785). */
export function digest(value: Json, sha256: Sha256): string {
  return sha256(canonicalText(value));
}

/**
 * The canonical JSON text of a value (RFC 8785). Half of a character (a lone surrogate), which that standard refuses and
 * models do write, stands as its escape `\udXXX`, so that no two values share a text. Throws for a number that JSON cannot hold.
 */
export function canonicalText(value: unknown): string {
  const text = strictText(value) ?? escapedText(value);
  if (text === undefined) throw new TypeError('Only a JSON value has a canonical text');
  return text;
}

/** Nothing where the standard has no text for the value. */
function strictText(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
}

function escapedText(value: unknown): string | undefined {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return `[${items.map((item) => escapedText(item) ?? 'null').join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) return canonicalize(value);
  const fields = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const parts = fields.flatMap(([key, item]) => {
    const text = escapedText(item);
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  return `{${parts.join(',')}}`;
}
