import { isJsonObject, type Json, type JsonObject } from '@pawl/core';
import { redact } from '@pawl/scorers/by-name';

import { findNames, takeNamesOut } from './find-names.ts';
import type { IncidentFacts } from './incident-draft.ts';

/** What was taken out of one part of a draft. */
interface Removed {
  /** `the input`, `the bad output`, … */
  readonly where: string;
  readonly kinds: readonly string[];
}

/** Facts without secrets and personal data, and what was taken out. */
export interface RedactedFacts {
  readonly facts: IncidentFacts;
  readonly removed: readonly Removed[];
}

const parts = {
  title: 'the title',
  summary: 'the summary',
  rootCause: 'the root cause',
  postmortem: 'the address of the postmortem',
  configuration: 'the configuration',
  input: 'the input',
  expected: 'the expected answer',
  bad: 'the bad output',
  good: 'the good output',
  scorers: 'the scorers',
} as const;

/**
 * Takes secrets and personal data out of everything that comes from outside, and names by which people introduce
 * themselves; what is public stays.
 */
export function redactFacts(
  facts: IncidentFacts,
  isPublic: (found: string) => boolean,
): RedactedFacts {
  const removed: Removed[] = [];
  const names = namesIn(facts).filter((name) => !isPublic(name));
  let clean: IncidentFacts = facts;
  for (const [part, where] of Object.entries(parts)) {
    const value = valueOf(facts, part);
    if (value === undefined) continue;
    const found: string[] = [];
    const fresh = redactJson(value, (text) => {
      const secret = takeSecretsOut(text);
      const redaction = redact(secret.text, isPublic);
      const unnamed = takeNamesOut(redaction.text, names);
      found.push(...Array.from({ length: secret.many }, () => 'secret'), ...redaction.removed);
      found.push(...Array.from({ length: unnamed.many }, () => 'name'));
      return unnamed.text;
    });
    if (found.length === 0) continue;
    removed.push({ where, kinds: found });
    clean = { ...clean, [part]: withList(fresh, part, found) };
  }
  return { facts: clean, removed };
}

/** Names that are introduced in any part: they go from all of them. */
function namesIn(facts: IncidentFacts): readonly string[] {
  const texts: string[] = [];
  for (const part of Object.keys(parts)) {
    redactJson(valueOf(facts, part) ?? '', (text) => {
      texts.push(text);
      return text;
    });
  }
  return findNames(texts);
}

function valueOf(facts: IncidentFacts, part: string): Json | undefined {
  const copy: JsonObject = JSON.parse(JSON.stringify(facts));
  return copy[part];
}

/** A recorded output says itself what was taken out of it. */
function withList(value: Json, part: string, found: readonly string[]): Json {
  const recorded = part === 'bad' || part === 'good';
  return recorded && isJsonObject(value) ? { ...value, redacted: [...new Set(found)] } : value;
}

const hidden = '[secret]';

const secretWord = String.raw`(?:pass(?:word|wd|phrase|code)|pwd|api[-_ ]?key|access[-_ ]?token|client[-_ ]?secret)`;

/** What somebody calls a password is one, whatever it looks like. */
function takeSecretsOut(text: string): { readonly text: string; readonly many: number } {
  let many = 0;
  const told = new RegExp(
    String.raw`(\b${secretWord}["']?\s*[:=]\s*)("[^"]+"|'[^']+'|[^\s,;&"']+)`,
    'giu',
  );
  const clean = text.replace(told, (whole: string, before: string, value: string) => {
    if (value === hidden) return whole;
    many += 1;
    return `${before}${hidden}`;
  });
  return { text: clean, many };
}

const secretKey = new RegExp(`^(?:${secretWord}|secret|token|authorization)$`, 'iu');

/** Every text of a value, keys included, through `clean`; what stands under the name of a secret is one. */
function redactJson(value: Json, clean: (text: string) => string): Json {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item: Json) => redactJson(item, clean));
  if (!isJsonObject(value)) return value;
  const fresh: Record<string, Json> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== undefined) fresh[freeKey(fresh, clean(key))] = redactUnder(key, inner, clean);
  }
  return fresh;
}

function redactUnder(key: string, value: Json, clean: (text: string) => string): Json {
  // which model a judge asks, and where, is the project's own: without it the scorer would not work
  if (key === 'model' && isJsonObject(value)) return value;
  const isSecret = secretKey.test(key) && typeof value === 'string' && value !== '';
  if (!isSecret) return redactJson(value, clean);
  if (value !== hidden) clean('password=x'); // so that it is counted as one
  return hidden;
}

/** Two keys that read the same once they are clean stay two. */
function freeKey(taken: Readonly<Record<string, Json>>, key: string): string {
  let free = key;
  for (let number = 2; Object.hasOwn(taken, free); number += 1) free = `${key} ${number}`;
  return free;
}
