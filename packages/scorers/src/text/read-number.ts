/** What separates thousands and decimals: `1,234.5` (comma) or `1.234,5` (dot); spaces and apostrophes always may. */
export type Thousands = 'comma' | 'dot';

const numbers: Readonly<Record<Thousands, RegExp>> = {
  comma:
    /[-−+]?(?:\d{1,3}(?:[,\u00a0\u202f '’_]\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][-+]?\d{1,4})?|[-−+]?\.\d+(?:[eE][-+]?\d{1,4})?/g,
  dot: /[-−+]?(?:\d{1,3}(?:[.\u00a0\u202f '’_]\d{3})+(?!\d)|\d+)(?:,\d+)?(?:[eE][-+]?\d{1,4})?|[-−+]?,\d+(?:[eE][-+]?\d{1,4})?/g,
};

/** A number as it stands in a text, with what stands before and behind it. */
export interface FoundNumber {
  readonly text: string;
  readonly value: number;
  readonly before: string;
  readonly after: string;
}

/** The last number of a text, as it is written there. */
export function lastNumber(text: string, thousands: Thousands = 'comma'): string | undefined {
  return findNumber(text, { thousands, which: 'last' })?.text;
}

/** The first or the last number of a text. */
export function findNumber(
  text: string,
  options: { readonly thousands?: Thousands; readonly which?: 'first' | 'last' } = {},
): FoundNumber | undefined {
  const { thousands = 'comma', which = 'first' } = options;
  let last: RegExpExecArray | undefined;
  for (const match of text.matchAll(numbers[thousands])) {
    last = match;
    if (which === 'first') break;
  }
  if (last === undefined) return undefined;
  const value = toNumber(last[0], thousands);
  if (!Number.isFinite(value)) return undefined;
  return {
    text: last[0],
    value,
    before: text.slice(0, last.index),
    after: text.slice(last.index + last[0].length),
  };
}

function toNumber(written: string, thousands: Thousands): number {
  const bare = written.replaceAll(/[\u00a0\u202f '’_]/g, '');
  const plain =
    thousands === 'comma'
      ? bare.replaceAll(',', '')
      : bare.replaceAll('.', '').replaceAll(',', '.');
  return Number(plain.replace('−', '-'));
}
