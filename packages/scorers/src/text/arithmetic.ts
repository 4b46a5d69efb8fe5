import {
  add,
  divide,
  multiply,
  negate,
  power,
  readAmount,
  roundAmount,
  type Amount,
} from './amount.ts';

const tokenForm =
  /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,4}(?![\w.]))?|sqrt|pi|inf|[-+*/^()%]|./gu;

/** The value of an arithmetic expression (+ − × ÷ ^, roots, pi, percent); nothing when it is none. */
export function evaluate(text: string): Amount | undefined {
  const tokens: readonly string[] = text.match(tokenForm) ?? [];
  if (tokens.length === 0 || tokens.length > 200) return undefined;
  const reader = { tokens, at: 0 };
  const amount = readSum(reader);
  if (amount === undefined || reader.at < tokens.length) return undefined;
  // What is only too large for a number is not infinite.
  const isKnown = Number.isFinite(amount.value) || amount.exact !== undefined;
  return isKnown || (tokens.includes('inf') && !Number.isNaN(amount.value)) ? amount : undefined;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

type Value = Amount | undefined;

function take(reader: Reader, ...wanted: readonly string[]): string | undefined {
  const token = reader.tokens[reader.at];
  if (token === undefined || !wanted.includes(token)) return undefined;
  reader.at += 1;
  return token;
}

function readSum(reader: Reader): Value {
  let sum = readProduct(reader);
  for (let sign = take(reader, '+', '-'); sign !== undefined; sign = take(reader, '+', '-')) {
    const next = readProduct(reader);
    if (sum === undefined || next === undefined) return undefined;
    sum = add(sum, sign === '+' ? next : negate(next));
  }
  return sum;
}

function readProduct(reader: Reader): Value {
  let product = readSigned(reader);
  for (;;) {
    const sign = take(reader, '*', '/') ?? (startsFactor(reader) ? '*' : undefined);
    if (sign === undefined) return product;
    const next = readSigned(reader);
    if (product === undefined || next === undefined) return undefined;
    product = sign === '*' ? multiply(product, next) : divide(product, next);
  }
}

// `2(pi)` and `3sqrt(2)` are products; `2 3` is not.
function startsFactor({ tokens, at }: Reader): boolean {
  return ['(', 'sqrt', 'pi'].includes(tokens[at] ?? '');
}

function readSigned(reader: Reader): Value {
  const sign = take(reader, '-', '+');
  const value = sign === undefined ? readPower(reader) : readSigned(reader);
  return sign === '-' && value !== undefined ? negate(value) : value;
}

function readPower(reader: Reader): Value {
  const base = readAtom(reader);
  if (take(reader, '^') === undefined) return percent(reader, base);
  const exponent = readSigned(reader);
  return base === undefined || exponent === undefined ? undefined : power(base, exponent);
}

function percent(reader: Reader, value: Value): Value {
  const isPercent = take(reader, '%') !== undefined;
  return isPercent && value !== undefined ? divide(value, readAmount('100')) : value;
}

function readAtom(reader: Reader): Value {
  if (take(reader, '(') !== undefined) return readInside(reader);
  if (take(reader, 'sqrt') !== undefined) {
    const inside = take(reader, '(') === undefined ? readAtom(reader) : readInside(reader);
    return inside === undefined ? undefined : roundAmount(Math.sqrt(inside.value));
  }
  if (take(reader, 'pi') !== undefined) return roundAmount(Math.PI);
  if (take(reader, 'inf') !== undefined) return roundAmount(Number.POSITIVE_INFINITY);
  const token = reader.tokens[reader.at];
  if (token === undefined || !/^[\d.]/.test(token)) return undefined;
  reader.at += 1;
  return readAmount(token);
}

function readInside(reader: Reader): Value {
  const inside = readSum(reader);
  return take(reader, ')') === undefined ? undefined : inside;
}
