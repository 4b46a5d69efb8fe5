/** What separates thousands and decimals: `1,234.5` (comma) or `1.234,5` (dot); spaces and apostrophes always may. */
export type Thousands = 'comma' | 'dot';

// A sign counts where it is no dash: not in 10-15, nor in GPT-4.
const sign = '(?:(?<![A-Za-z\\d)])[-−+])?';
const exponent = '(?:[eE][-+]?\\d{1,4})?';
const date = '\\d{4}-\\d{1,2}-\\d{1,2}(?!\\d)';

function numberPattern(group: string, point: string): RegExp {
  const grouped = `\\d{1,3}(?:[${group}\\u00a0\\u202f '’_]\\d{3})+(?!\\d)`;
  // 1.2.3 is a version or an address; 1.234.567 a number where points are between thousands.
  const chain = (mark: string): string => `\\d+(?:[${mark}]\\d+){2,}`;
  const chains =
    group === '.' ? `(?!\\d{1,3}(?:\\.\\d{3})+(?![\\d.]))${chain('.')}|${chain(',')}` : chain('.');
  const plain = `(?:${grouped}|\\d+)(?:[${point}]\\d+)?${exponent}|[${point}]\\d+${exponent}`;
  return new RegExp(`${date}|${chains}|(${sign}(?:${plain}))`, 'g');
}

/** Dates and chains such as 1.2.3 are matched too, without a group: their parts are no numbers. */
const numbers: Readonly<Record<Thousands, RegExp>> = {
  comma: numberPattern(',', '.'),
  dot: numberPattern('.', ','),
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

/** The first or the last number of a text, of those that `isWanted` takes. */
export function findNumber(
  text: string,
  options: {
    readonly thousands?: Thousands;
    readonly which?: 'first' | 'last';
    readonly isWanted?: (found: FoundNumber) => boolean;
  } = {},
): FoundNumber | undefined {
  const { thousands = 'comma', which = 'first', isWanted } = options;
  const read = (match: RegExpExecArray): FoundNumber => toFound(match, { text, thousands });
  let last: RegExpExecArray | undefined;
  for (const match of text.matchAll(numbers[thousands])) {
    if (match[1] === undefined || isWanted?.(read(match)) === false) continue;
    last = match;
    if (which === 'first') break;
  }
  const found = last === undefined ? undefined : read(last);
  return found !== undefined && Number.isFinite(found.value) ? found : undefined;
}

function toFound(
  { 0: whole, index }: RegExpExecArray,
  { text, thousands }: { readonly text: string; readonly thousands: Thousands },
): FoundNumber {
  return {
    text: whole,
    value: toNumber(whole, thousands),
    before: text.slice(0, index),
    after: text.slice(index + whole.length),
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
