import { findPii, piiKinds } from './pii.ts';
import { keyForms } from './secret-leak.ts';

/** A text without its secrets and personal data, and the kinds of what was taken out, in order of place. */
export interface Redaction {
  readonly text: string;
  readonly removed: readonly string[];
}

interface Finding {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** A private key goes with everything up to its end mark. */
const keyBlock =
  /-----BEGIN (?:[A-Z]{1,12} ){0,2}PRIVATE KEY-----[\s\S]{0,20000}?(?:-----END [A-Z ]{0,40}-----|$)/g;

/**
 * Takes out keys of known forms and personal data that can be recognised by its form; `[kind]` stands in their place.
 * Personal data that `isPublic` knows, as the address of your own support, stays.
 */
export function redact(
  text: string,
  isPublic: (found: string) => boolean = () => false,
): Redaction {
  const personal = findPersonal(text).filter(({ start, end }) => !isPublic(text.slice(start, end)));
  const findings = [...findKeys(text), ...personal].toSorted(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  const removed: string[] = [];
  let clean = '';
  let at = 0;
  for (const { kind, start, end } of findings) {
    if (start < at) continue;
    clean += `${text.slice(at, start)}[${kind}]`;
    removed.push(kind);
    at = end;
  }
  return { text: clean + text.slice(at), removed };
}

function findKeys(text: string): Finding[] {
  const forms = keyForms.filter(([kind]) => kind !== 'private key');
  const blocks = [...text.matchAll(keyBlock)].map((match) => toFinding('private key', match));
  const keys = forms.flatMap(([kind, pattern]) =>
    [...text.matchAll(new RegExp(pattern.source, 'g'))].map((match) => toFinding(kind, match)),
  );
  return [...blocks, ...keys];
}

function findPersonal(text: string): Finding[] {
  return piiKinds.flatMap((kind) => findPii(kind, text).map((match) => toFinding(kind, match)));
}

const toFinding = (kind: string, match: RegExpExecArray): Finding => ({
  kind,
  start: match.index,
  end: match.index + match[0].length,
});
