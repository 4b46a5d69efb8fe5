/** The value of an arithmetic expression (+ − × ÷ ^, roots, pi, percent); nothing when it is none. */
export function evaluate(text: string): number | undefined {
  const tokens = text.match(/\d+(?:\.\d+)?|\.\d+|sqrt|pi|inf|[-+*/^()%]|./gu) ?? [];
  if (tokens.length === 0 || tokens.length > 200) return undefined;
  const reader = { tokens, at: 0 };
  const value = readSum(reader);
  return reader.at === tokens.length && value !== undefined && !Number.isNaN(value)
    ? value
    : undefined;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

type Value = number | undefined;

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
    sum += sign === '+' ? next : -next;
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
    product = sign === '*' ? product * next : product / next;
  }
}

// `2(pi)` and `3sqrt(2)` are products; `2 3` is not.
function startsFactor({ tokens, at }: Reader): boolean {
  return ['(', 'sqrt', 'pi'].includes(tokens[at] ?? '');
}

function readSigned(reader: Reader): Value {
  const sign = take(reader, '-', '+');
  const value = sign === undefined ? readPower(reader) : readSigned(reader);
  return sign === '-' && value !== undefined ? -value : value;
}

function readPower(reader: Reader): Value {
  const base = readAtom(reader);
  if (take(reader, '^') === undefined) return percent(reader, base);
  const exponent = readSigned(reader);
  return base === undefined || exponent === undefined ? undefined : base ** exponent;
}

function percent(reader: Reader, value: Value): Value {
  const isPercent = take(reader, '%') !== undefined;
  return isPercent && value !== undefined ? value / 100 : value;
}

function readAtom(reader: Reader): Value {
  if (take(reader, '(') !== undefined) return readInside(reader);
  if (take(reader, 'sqrt') !== undefined) {
    const inside = take(reader, '(') === undefined ? readAtom(reader) : readInside(reader);
    return inside === undefined ? undefined : Math.sqrt(inside);
  }
  if (take(reader, 'pi') !== undefined) return Math.PI;
  if (take(reader, 'inf') !== undefined) return Number.POSITIVE_INFINITY;
  const token = reader.tokens[reader.at];
  if (token === undefined || !/^[\d.]/.test(token)) return undefined;
  reader.at += 1;
  return Number(token);
}

function readInside(reader: Reader): Value {
  const inside = readSum(reader);
  return take(reader, ')') === undefined ? undefined : inside;
}
