import type { Json, JsonObject } from './json.ts';
import { parseJson } from './parse-json.ts';
import type { Problem } from './problem.ts';
import { maxDepth, readJson } from './read-json.ts';

/** What one line of a JSONL file says. */
export interface JsonLine {
  readonly value?: Json;
  readonly problems: readonly Problem[];
}

/** Reads one line quickly; only a line with a mistake is read again for its places. */
export function readJsonLine(line: string, file: string, number: number): JsonLine {
  const value = parseJson(line);
  if (value !== undefined && isClean(line, value)) return { value, problems: [] };
  const slow = readJson(line, file);
  const problems = slow.problems.map((problem) => ({
    ...problem,
    place: { ...problem.place, line: number },
    message: problem.message.replace('on line 1', `on line ${number}`),
  }));
  return slow.value === undefined ? { problems } : { value: slow.value, problems };
}

function isClean(line: string, value: Json): boolean {
  // only an escape can make half of a character
  if (line.includes('\\u') && hasHalfKey(value)) return false;
  const keys = countKeys(value, 0);
  return keys !== undefined && keys === countColons(line);
}

/** Also true for what is nested too deeply to be looked at quickly. */
function hasHalfKey(value: Json | undefined, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > maxDepth) return true;
  return Object.entries(value).some(
    ([key, item]: readonly [string, Json | undefined]) =>
      !key.isWellFormed() || hasHalfKey(item, depth + 1),
  );
}

/** Keys of all objects within; `undefined` when something needs a closer look. */
function countKeys(value: Json, depth: number): number | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? 0 : undefined;
  if (typeof value === 'number') return isExact(value) ? 0 : undefined;
  if (typeof value !== 'object' || value === null) return 0;
  return depth >= maxDepth ? undefined : countInside(value, depth);
}

function countInside(value: JsonObject | readonly Json[], depth: number): number | undefined {
  if (Object.hasOwn(value, '__proto__')) return undefined;
  const inner = Object.values(value);
  let count = Array.isArray(value) ? 0 : inner.length;
  for (const item of inner) {
    const within = item === undefined ? undefined : countKeys(item, depth + 1);
    if (within === undefined) return undefined;
    count += within;
  }
  return count;
}

const isExact = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

const quote = 34;
const backslash = 92;
const colon = 58;

/** Colons outside texts: one for each key that was written. */
function countColons(line: string): number {
  let count = 0;
  let inText = false;
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === quote) inText = !inText;
    else if (inText && code === backslash) at += 1;
    else if (!inText && code === colon) count += 1;
  }
  return count;
}
