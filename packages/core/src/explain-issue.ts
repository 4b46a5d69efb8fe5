import { z } from 'zod';

import { allowedKeys } from './allowed-keys.ts';
import { commandList } from './command-list.ts';
import { isJsonObject, type Json } from './json.ts';
import { nearestWord } from './nearest-word.ts';
import { type ParsedText, type Path, type TextMap, pathName, valueAt } from './parsed-text.ts';
import type { Problem } from './problem.ts';

/** What an issue is about: the text that was read, the schema, and how the part is called. */
export interface Subject {
  readonly text: TextMap & Pick<ParsedText, 'value'>;
  readonly schema: z.ZodType;
  /** Where the part that the schema read stands in the text. */
  readonly base: Path;
  /** How people know the part: `Case "b"`. */
  readonly name?: string;
}

/** A schema's issues as problems: what is wrong, where, what was expected, and the nearest allowed word. */
export function explainIssues(issues: readonly z.core.$ZodIssue[], subject: Subject): Problem[] {
  return issues.flatMap((issue) => explain(issue, [], subject));
}

function explain(issue: z.core.$ZodIssue, outer: Path, subject: Subject): Problem[] {
  const path = [...outer, ...toPath(issue.path)];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(key, path, subject));
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branch = likeliest(issue.errors);
    if (branch !== undefined) return branch.flatMap((inner) => explain(inner, path, subject));
  }
  if (!isMissing(issue, path, subject)) return [wrong(issue, path, subject)];
  const misspelt = issue.code === 'invalid_union' ? misspeltKey(path, subject) : undefined;
  if (misspelt !== undefined) return [unknownKey(misspelt, path.slice(0, -1), subject)];
  return [missing(issue, path, subject)];
}

const toPath = (path: readonly PropertyKey[]): Path =>
  path.filter((step) => typeof step !== 'symbol');

/** The branch that was meant: the one whose own kind fits the value. */
function likeliest(
  branches: readonly (readonly z.core.$ZodIssue[])[],
): readonly z.core.$ZodIssue[] | undefined {
  const fitting = branches.filter((issues) => !issues.some(isOwnKind));
  return fitting.toSorted((a, b) => a.length - b.length)[0];
}

const isOwnKind = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'invalid_type' && issue.path.length === 0;

function isMissing(issue: z.core.$ZodIssue, path: Path, subject: Subject): boolean {
  const kinds = ['invalid_type', 'invalid_value', 'invalid_union', 'custom'];
  return path.length > 0 && kinds.includes(issue.code) && valueOf(path, subject) === undefined;
}

function missing(issue: z.core.$ZodIssue, path: Path, subject: Subject): Problem {
  const { text, base } = subject;
  const kindsOfIt = listOf(issue.code === 'invalid_union' ? wordsOf(issue) : []);
  const what = kindsOfIt === '' ? expectation(subject.schema, path) : kindsOfIt;
  const hint = `Add \`${String(path.at(-1))}\`: ${what}.`;
  return {
    code: 'missing',
    place: text.locate([...base, ...path.slice(0, -1)]),
    message: `${lead(path, subject)} is missing`,
    hint,
    severity: 'error',
  };
}

/** The key that stands for the one that is missing: where it tells which kind is meant, no other key is looked at. */
function misspeltKey(path: Path, subject: Subject): string | undefined {
  const parent = valueOf(path.slice(0, -1), subject);
  const written = isJsonObject(parent) ? Object.keys(parent) : [];
  const allowed = allowedKeys(subject.schema, path.slice(0, -1));
  return nearestWord(
    String(path.at(-1)),
    written.filter((key) => !allowed.has(key)),
  );
}

function expectation(schema: z.ZodType, path: Path): string {
  return allowedKeys(schema, path.slice(0, -1)).get(String(path.at(-1))) ?? 'it is required';
}

function unknownKey(key: string, path: Path, subject: Subject): Problem {
  const { text, base, schema } = subject;
  const allowed = [...allowedKeys(schema, path, valueOf(path, subject)).keys()];
  return {
    code: 'unknown-key',
    place: text.locateKey([...base, ...path, key]),
    message: `${lead([...path, key], subject)} is not a known key`,
    hint: didYouMean(key, allowed),
    severity: 'error',
  };
}

/** An instruction that names the nearest allowed word, else all of them. */
export function didYouMean(written: string, allowed: readonly string[]): string {
  const near = nearestWord(written, allowed);
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  if (allowed.length === 0) return 'Remove it.';
  return `Allowed: ${allowed.join(', ')}.`;
}

function wrong(issue: z.core.$ZodIssue, path: Path, subject: Subject): Problem {
  const value = valueOf(path, subject);
  const { text, base } = subject;
  const full = [...base, ...path];
  const hint = hintFor(issue, { value, written: text.written(full) });
  const isKey = issue.code === 'invalid_key';
  return {
    code: issue.code === 'invalid_type' ? 'wrong-kind' : 'wrong-value',
    place: isKey ? text.locateKey(full) : text.locate(full),
    message: `${lead(path, subject)}: ${expected(issue)}${got(isKey || isSecret(path) || saysAll(issue, value) ? undefined : value, text.written(full))}`,
    severity: 'error',
    ...(hint === undefined ? {} : { hint }),
  };
}

/** A list that is too short or too long, and an object with a mistake of its own, need not be called so. */
const saysAll = (issue: z.core.$ZodIssue, value: Json | undefined): boolean =>
  ((issue.code === 'too_small' || issue.code === 'too_big') && issue.origin === 'array') ||
  (issue.code === 'custom' && typeof value === 'object');

/** Where people put a key by mistake: what stands there is never shown. */
const isSecret = (path: Path): boolean =>
  path.some((step) => step === 'apiKeyEnv' || step === 'headers' || step === 'env');

const valueOf = (path: Path, { text, base }: Subject): Json | undefined =>
  valueAt(text.value, [...base, ...path]);

function lead(path: Path, { name, base }: Subject): string {
  const part = pathName(name === undefined ? [...base, ...path] : path);
  return [name, part].filter((word) => word !== undefined && word !== '').join(': ') || 'The file';
}

function got(value: Json | undefined, written: string | undefined): string {
  if (value === undefined) return '';
  if (value === null) return ', not null';
  if (typeof value === 'number') return `, not the number ${written ?? value}`;
  if (Array.isArray(value)) return ', not a list';
  if (typeof value === 'object') return ', not an object';
  const shown = JSON.stringify(value);
  return `, not ${shown.length > 60 ? `${shown.slice(0, 56)}…"` : shown}`;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object (keys and values)',
  record: 'an object (keys and values)',
};

function expected(issue: z.core.$ZodIssue): string {
  if (isOurs(issue)) return issue.message;
  if (issue.code === 'invalid_type') return `expected ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') return `expected ${listOf(issue.values.map(String))}`;
  if (issue.code === 'too_small') return bound(issue, 'at least', issue.minimum);
  if (issue.code === 'too_big') return bound(issue, 'at most', issue.maximum);
  if (issue.code === 'invalid_union') return `expected ${unionKinds(issue)}`;
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? 'this name is not allowed';
  return issue.message;
}

/** Our own schemas say what they expect; zod's words begin otherwise. */
const isOurs = (issue: z.core.$ZodIssue): boolean => issue.message.startsWith('expected ');

function unionKinds(issue: z.core.$ZodIssueInvalidUnion): string {
  if ('options' in issue && Array.isArray(issue.options)) return listOf(issue.options.map(String));
  const named = issue.errors.flat().filter(isOwnKind).map(expected);
  return listOf([...new Set(named)].map((text) => text.replace('expected ', '')));
}

type Bound = z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig;

function bound(issue: Bound, words: 'at least' | 'at most', limit: number | bigint): string {
  const units: Readonly<Record<string, string>> = { string: ' character', array: ' item' };
  const unit = units[issue.origin];
  const plural = unit === undefined || Number(limit) === 1 ? (unit ?? '') : `${unit}s`;
  const strict = words === 'at least' ? 'more than' : 'less than';
  const relation = issue.inclusive === false ? strict : words;
  return `expected ${relation} ${limit}${plural}`;
}

function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

interface Offered {
  readonly value: Json | undefined;
  readonly written: string | undefined;
}

function hintFor(issue: z.core.$ZodIssue, { value, written }: Offered): string | undefined {
  if (issue.code === 'invalid_type' && issue.expected === 'string' && !isOurs(issue)) {
    if (typeof value === 'number') return `Put it in quotes: "${written ?? value}".`;
    if (typeof value === 'boolean') return `Put it in quotes: "${value}".`;
  }
  if (issue.code === 'invalid_type' && issue.expected === 'array' && typeof value === 'string')
    return `Write a list: ${listHint(issue, value)}.`;
  if (typeof value !== 'string') return undefined;
  const near = nearestWord(value, wordsOf(issue));
  return near === undefined ? undefined : `Did you mean \`${near}\`?`;
}

function listHint({ path }: z.core.$ZodIssue, value: string): string {
  return path.at(-1) === 'command' ? commandList(value) : `[${JSON.stringify(value)}]`;
}

function wordsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options))
    return issue.options.map(String);
  return [];
}
