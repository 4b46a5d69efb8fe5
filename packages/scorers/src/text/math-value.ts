import { sameAmount, type Amount } from './amount.ts';
import { evaluate } from './arithmetic.ts';
import { plainMath } from './plain-math.ts';

/** A mathematical answer in a form that can be compared. `shape` is `{}`, or the outer brackets such as `[)`. */
export type MathValue =
  | { readonly kind: 'number'; readonly amount: Amount }
  | { readonly kind: 'list'; readonly shape: string; readonly items: readonly MathValue[] }
  | { readonly kind: 'text'; readonly text: string };

const longest = 2000;

/** Reads an answer: numbers, fractions, percentages, LaTeX, intervals, sets, tuples; else its bare text. */
export function readMath(written: string): MathValue {
  return readPlain(plainMath(written.slice(0, longest)), 0);
}

/** Whether two answers are the same: whole numbers exactly, others within a tolerance relative to the larger one. */
export function sameMath(a: MathValue, b: MathValue, tolerance?: number): boolean {
  if (a.kind === 'number' && b.kind === 'number') return sameAmount(a.amount, b.amount, tolerance);
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text;
  if (a.kind !== 'list' || b.kind !== 'list') return false;
  if (a.shape !== b.shape) return false;
  if (a.shape === '{}' || a.shape === '∪')
    return holdsAll(a.items, b.items, tolerance) && holdsAll(b.items, a.items, tolerance);
  return (
    a.items.length === b.items.length &&
    a.items.every((item, at) => {
      const other = b.items[at];
      return other !== undefined && sameMath(item, other, tolerance);
    })
  );
}

// A set holds each of its elements once, however often it is written.
function holdsAll(
  whole: readonly MathValue[],
  part: readonly MathValue[],
  tolerance: number | undefined,
): boolean {
  return part.every((item) => whole.some((other) => sameMath(item, other, tolerance)));
}

function readPlain(plain: string, depth: number): MathValue {
  const list = depth < 4 ? readList(plain, depth) : undefined;
  if (list !== undefined) return list;
  const amount = evaluate(plain);
  return amount === undefined
    ? { kind: 'text', text: plain.toLowerCase() }
    : { kind: 'number', amount };
}

function readList(plain: string, depth: number): MathValue | undefined {
  const united = splitOutside(plain, '∪');
  if (united.length > 1) return toList('∪', united, depth);
  const shape = plain.charAt(0) + plain.slice(-1);
  const inner = splitOutside(plain.slice(1, -1), ',');
  if (shape === '⟨⟩' || shape === '{}') return toList('{}', plain.length === 2 ? [] : inner, depth);
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
