import { evaluate } from './arithmetic.ts';
import { plainMath } from './plain-math.ts';

/** A mathematical answer in a form that can be compared. `shape` is `{}`, or the outer brackets such as `[)`. */
export type MathValue =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'list'; readonly shape: string; readonly items: readonly MathValue[] }
  | { readonly kind: 'text'; readonly text: string };

const longest = 2000;

/** Reads an answer: numbers, fractions, percentages, LaTeX, intervals, sets, tuples; else its bare text. */
export function readMath(written: string): MathValue {
  return readPlain(plainMath(written.slice(0, longest)), 0);
}

/** Whether two answers are the same, numbers within a tolerance relative to the larger one. */
export function sameMath(a: MathValue, b: MathValue, tolerance: number): boolean {
  if (a.kind === 'number' && b.kind === 'number') return isNear(a.value, b.value, tolerance);
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text;
  if (a.kind !== 'list' || b.kind !== 'list') return false;
  if (a.shape !== b.shape || a.items.length !== b.items.length) return false;
  if (a.shape === '{}' || a.shape === '∪') return sameItems(a.items, b.items, tolerance);
  return a.items.every((item, at) => {
    const other = b.items[at];
    return other !== undefined && sameMath(item, other, tolerance);
  });
}

function isNear(a: number, b: number, tolerance: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return a === b;
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

function sameItems(a: readonly MathValue[], b: readonly MathValue[], tolerance: number): boolean {
  const left = [...b];
  return a.every((item) => {
    const at = left.findIndex((other) => sameMath(item, other, tolerance));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

function readPlain(plain: string, depth: number): MathValue {
  const list = depth < 4 ? readList(plain, depth) : undefined;
  if (list !== undefined) return list;
  const value = evaluate(plain);
  return value === undefined
    ? { kind: 'text', text: plain.toLowerCase() }
    : { kind: 'number', value };
}

function readList(plain: string, depth: number): MathValue | undefined {
  const united = splitOutside(plain, '∪');
  if (united.length > 1) return toList('∪', united, depth);
  const shape = plain.charAt(0) + plain.slice(-1);
  const inner = splitOutside(plain.slice(1, -1), ',');
  if (shape === '⟨⟩' || shape === '{}') return toList('{}', inner, depth);
  if (/^[[(][\])]$/.test(shape) && inner.length > 1) return toList(shape, inner, depth);
  const bare = splitOutside(plain, ',');
  return bare.length > 1 ? toList('{}', bare, depth) : undefined;
}

function toList(shape: string, parts: readonly string[], depth: number): MathValue {
  return { kind: 'list', shape, items: parts.map((part) => readPlain(part, depth + 1)) };
}

// Splits where no bracket is open.
function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if ('([{⟨'.includes(sign)) depth += 1;
    if (')]}⟩'.includes(sign)) depth -= 1;
    if (sign !== separator || depth > 0) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)];
}
