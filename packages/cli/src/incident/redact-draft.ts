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
    const fresh = redactJson(value, redactorOf({ names, isPublic, found }));
    if (found.length === 0) continue;
    removed.push({ where, kinds: found });
    clean = { ...clean, [part]: withList(fresh, part, found) };
  }
  return { facts: clean, removed };
}

/** How the texts of a value are made clean. */
interface Redactor {
  readonly clean: (text: string) => string;
  /** Stands in the place of a text that is a secret as a whole. */
  readonly hide: () => string;
}

interface Redaction {
  readonly names: readonly string[];
  readonly isPublic: (found: string) => boolean;
  /** Takes in the kind of everything that is taken out. */
  readonly found: string[];
}

function redactorOf({ names, isPublic, found }: Redaction): Redactor {
  const tell = (kind: string, many: number): void => {
    found.push(...Array.from({ length: many }, () => kind));
  };
  return {
    clean: (text) => {
      const secret = takeSecretsOut(text);
      const redaction = redact(secret.text, isPublic);
      const unnamed = takeNamesOut(redaction.text, names);
      tell('secret', secret.many);
      found.push(...redaction.removed);
      tell('name', unnamed.many);
      return unnamed.text;
    },
    hide: () => {
      tell('secret', 1);
      return hidden;
    },
  };
}

/** Names that are introduced in any part: they go from all of them. */
function namesIn(facts: IncidentFacts): readonly string[] {
  const texts: string[] = [];
  const keep = (text: string): string => {
    texts.push(text);
    return text;
  };
  for (const part of Object.keys(parts)) {
    redactJson(valueOf(facts, part) ?? '', { clean: keep, hide: () => hidden });
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

const toldSecret = new RegExp(
  String.raw`(\b${secretWord}["']?\s*[:=]\s*)("[^"]+"|'[^']+'|[^\s,;&"']+)`,
  'giu',
);

/** What somebody calls a password is one, whatever it looks like. */
function takeSecretsOut(text: string): { readonly text: string; readonly many: number } {
  let many = 0;
  const clean = text.replace(toldSecret, (whole: string, before: string, value: string) => {
    if (value === hidden) return whole;
    many += 1;
    return `${before}${hidden}`;
  });
  return { text: clean, many };
}

const secretKey = new RegExp(`^(?:${secretWord}|secret|token|authorization)$`, 'iu');

/** Every text of a value made clean, keys included; what stands under the name of a secret is one. */
function redactJson(value: Json, redactor: Redactor): Json {
  if (typeof value === 'string') return redactor.clean(value);
  if (Array.isArray(value)) return value.map((item: Json) => redactJson(item, redactor));
  if (!isJsonObject(value)) return value;
  const fresh: Record<string, Json> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    fresh[freeKey(fresh, redactor.clean(key))] = redactUnder(key, inner, redactor);
  }
  return fresh;
}

function redactUnder(key: string, value: Json, redactor: Redactor): Json {
  // which model a judge asks, and where, is the project's own: without it the scorer would not work
  if (key === 'model' && isJsonObject(value)) return value;
  const isSecret = secretKey.test(key) && typeof value === 'string' && value !== '';
  if (!isSecret) return redactJson(value, redactor);
  return value === hidden ? hidden : redactor.hide();
}

/** Two keys that read the same once they are clean stay two. */
function freeKey(taken: Readonly<Record<string, Json>>, key: string): string {
  let free = key;
  for (let number = 2; Object.hasOwn(taken, free); number += 1) free = `${key} ${number}`;
  return free;
}
