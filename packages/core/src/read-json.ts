import { LineCounter } from 'yaml';

import { checkText, countLines, withoutMark } from './check-text.ts';
import type { Json } from './json.ts';
import { type ParsedText, type Spot, toParsedText, toPlace } from './parsed-text.ts';
import type { Place } from './place.ts';
import type { Problem } from './problem.ts';

/** Levels of nesting that a definition may have. */
export const maxDepth = 200;

/** Reads a JSON text with the place of each part. Duplicate keys, `__proto__` and numbers that lose digits are mistakes. */
export function readJson(text: string, file: string): ParsedText {
  const lines = new LineCounter();
  const source = withoutMark(text);
  countLines(source, lines);
  const refused = checkText(source, file, lines);
  if (refused !== undefined) return toParsedText({ file, problems: [refused], lines });
  const state: State = {
    text: source,
    at: 0,
    depth: 0,
    problems: [],
    place: (offset) => toPlace(file, lines, offset),
  };
  try {
    const { value, spot } = readDocument(state);
    return toParsedText({ file, value, root: spot, problems: state.problems, lines });
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const { message, offset, hint } = error;
    const problem: Problem = {
      code: 'bad-json',
      place: state.place(offset),
      message,
      severity: 'error',
      ...(hint === undefined ? {} : { hint }),
    };
    return toParsedText({ file, problems: [...state.problems, problem], lines });
  }
}

class JsonSyntaxError extends Error {
  readonly offset: number;
  readonly hint: string | undefined;

  constructor(message: string, offset: number, hint?: string) {
    super(`Not JSON: ${message}`);
    this.offset = offset;
    this.hint = hint;
  }
}

interface State {
  readonly text: string;
  at: number;
  depth: number;
  readonly problems: Problem[];
  readonly place: (offset: number) => Place;
}

interface Part {
  readonly value: Json;
  readonly spot: Spot;
}

function readDocument(state: State): Part {
  const part = readValue(state);
  const { at, text } = skipBlank(state);
  if (at < text.length)
    throw new JsonSyntaxError(`${show(state, at)} after the end of the value`, at);
  return part;
}

function readValue(state: State): Part {
  const { text, at } = skipBlank(state);
  if (text[at] === '{') return nested(state, readObject);
  if (text[at] === '[') return nested(state, readList);
  if (text[at] === '"') return { value: readString(state), spot: { offset: at } };
  return readWord(state, at);
}

function nested(state: State, read: (state: State) => Part): Part {
  if (state.depth >= maxDepth)
    throw new JsonSyntaxError(`nested deeper than ${maxDepth} levels`, state.at);
  state.depth += 1;
  state.at += 1;
  const part = read(state);
  state.depth -= 1;
  return part;
}

function readObject(state: State): Part {
  const offset = state.at - 1;
  const entries: [string, Json][] = [];
  const children = new Map<string, Spot>();
  while (nextItem(state, '}', entries.length > 0)) {
    const keyOffset = state.at;
    if (state.text[keyOffset] !== '"') throw badKey(state);
    const key = readString(state);
    checkKey(state, { key, keyOffset, known: children.get(key) });
    if (skipBlank(state).text[state.at] !== ':')
      throw new JsonSyntaxError(
        `expected a colon after the key ${JSON.stringify(key)}, found ${show(state, state.at)}`,
        state.at,
      );
    state.at += 1;
    const { value, spot } = readValue(state);
    entries.push([key, value]);
    children.set(key, { ...spot, keyOffset });
  }
  return { value: Object.fromEntries(entries), spot: { offset, children } };
}

function readList(state: State): Part {
  const offset = state.at - 1;
  const value: Json[] = [];
  const children = new Map<string, Spot>();
  while (nextItem(state, ']', value.length > 0)) {
    const item = readValue(state);
    children.set(String(value.length), item.spot);
    value.push(item.value);
  }
  return { value, spot: { offset, children } };
}

/** Goes to the next item of a list or object; false at its end. */
function nextItem(state: State, end: '}' | ']', hasItems: boolean): boolean {
  const { text } = skipBlank(state);
  if (text[state.at] === end) {
    state.at += 1;
    return false;
  }
  if (!hasItems) return true;
  const comma = state.at;
  if (text[comma] !== ',')
    throw new JsonSyntaxError(`expected a comma or ${end}, found ${show(state, comma)}`, comma);
  state.at += 1;
  if (skipBlank(state).text[state.at] === end)
    throw new JsonSyntaxError(`trailing comma before ${end}`, comma, 'Remove the comma.');
  return true;
}

function checkKey(
  state: State,
  { key, keyOffset, known }: { key: string; keyOffset: number; known: Spot | undefined },
): void {
  if (key === '__proto__') state.problems.push(protoProblem(state.place(keyOffset)));
  if (known === undefined) return;
  state.problems.push(duplicateKey(key, state.place(keyOffset), state.place(known.keyOffset ?? 0)));
}

/** The key that would reach into JavaScript's own objects. */
export function protoProblem(place: Place): Problem {
  return {
    code: 'forbidden-key',
    place,
    message: 'The key "__proto__" is not allowed',
    hint: 'Give the field another name.',
    severity: 'error',
  };
}

/** One key twice in the same object. */
export function duplicateKey(key: string, place: Place, first: Place): Problem {
  return {
    code: 'duplicate-key',
    place,
    message: `Duplicate key ${JSON.stringify(key)}: it stands already on line ${first.line ?? 1}`,
    hint: 'Keep one of the two.',
    severity: 'error',
  };
}

function badKey(state: State): JsonSyntaxError {
  const found = show(state, state.at);
  return new JsonSyntaxError(`expected a key in double quotes, found ${found}`, state.at);
}

function readString(state: State): string {
  const start = state.at;
  const { text } = state;
  let at = start + 1;
  while (at < text.length && text[at] !== '"' && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  if (text[at] !== '"') throw new JsonSyntaxError('missing closing double quote', start);
  state.at = at + 1;
  const value = decode(text.slice(start, at + 1));
  if (value === undefined) {
    const hint =
      'Allowed are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits; a tab is written \\t.';
    throw new JsonSyntaxError('bad escape or raw control character in a text', start, hint);
  }
  if (!value.isWellFormed()) state.problems.push(halfCharacter(state.place(start)));
  return value;
}

/** Half of a character: no UTF-8 text can hold it. */
export function halfCharacter(place: Place): Problem {
  return {
    code: 'half-character',
    place,
    message: 'The text holds half of a character (a lone surrogate), which no file can keep',
    hint: 'Write the whole character, or take the escape away.',
    severity: 'error',
  };
}

function decode(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

const word = /[^\s,:[\]{}"]+/y;
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u;
const literals = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function readWord(state: State, offset: number): Part {
  word.lastIndex = offset;
  const written = word.exec(state.text)?.[0];
  if (written === undefined)
    throw new JsonSyntaxError(`expected a value, found ${show(state, offset)}`, offset);
  state.at = offset + written.length;
  const literal = literals.get(written);
  if (literal !== undefined) return { value: literal, spot: { offset } };
  if (!number.test(written)) throw badWord(written, offset);
  const value = Number(written);
  const lost = numberProblem(written, value, state.place(offset));
  if (lost !== undefined) state.problems.push(lost);
  return { value: Number.isFinite(value) ? value : 0, spot: { offset, written } };
}

function badWord(written: string, offset: number): JsonSyntaxError {
  if (/^(?:\/\/|\/\*|#)/u.test(written))
    return new JsonSyntaxError('comments are not allowed', offset, 'Remove the comment.');
  const shown = JSON.stringify(written.slice(0, 40));
  const hint = 'Texts stand in double quotes; other words are true, false and null.';
  return new JsonSyntaxError(`${shown} is no value`, offset, hint);
}

/** A number that cannot be kept as it is written. */
export function numberProblem(written: string, value: number, place: Place): Problem | undefined {
  const whole = /^[+-]?\d+$/u.test(written) ? BigInt(written.replace('+', '')) : undefined;
  const isSame =
    whole === undefined || String(whole) === String(value) || whole === toBigInt(value);
  const kept = Number.isFinite(value) && isSame;
  if (kept) return undefined;
  return {
    code: 'number-lost',
    place,
    message: `The number ${written} cannot be kept exactly: it would become ${value}`,
    hint: `Put it in quotes: ${JSON.stringify(written)}`,
    severity: 'error',
  };
}

const toBigInt = (value: number): bigint | undefined =>
  Number.isFinite(value) ? BigInt(value) : undefined;

function skipBlank(state: State): State {
  while (' \t\r\n'.includes(state.text[state.at] ?? '?')) state.at += 1;
  return state;
}

function show({ text }: State, at: number): string {
  if (at >= text.length) return 'the end of the text';
  return JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0));
}
