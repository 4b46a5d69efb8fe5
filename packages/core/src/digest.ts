import canonicalize from 'canonicalize';

import type { Json } from './json.ts';

/** SHA-256 of a text's UTF-8 bytes as 64 lower-case hexadecimal digits; the machine hands it in. */
export type Sha256 = (text: string) => string;

/** The digest of a JSON value, independent of key order (canonical JSON, RFC 8785). */
export function digest(value: Json, sha256: Sha256): string {
  return sha256(canonicalText(value));
}

/** The canonical JSON text of a value (RFC 8785). Throws for a number that JSON cannot hold. */
export function canonicalText(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only a JSON value has a canonical text');
  return text;
}
