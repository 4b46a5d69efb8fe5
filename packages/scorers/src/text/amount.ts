/** A number, and the fraction that it is exactly where that is known. */
export interface Amount {
  readonly value: number;
  readonly exact?: Fraction;
}

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** Beyond this many bits a fraction is not followed any more. */
const largest = 2n ** 40_000n;

/** The amount that a decimal such as `12.50` or `1e3` says. */
export function readAmount(written: string): Amount {
  const [digits = '', exponent = '0'] = written.toLowerCase().split('e');
  const [whole = '', decimals = ''] = digits.split('.');
  const shift = Number(exponent) - decimals.length;
  const over = BigInt(`${whole}${decimals}`);
  const exact =
    shift < 0
      ? { over, under: 10n ** BigInt(-shift) }
      : { over: over * 10n ** BigInt(shift), under: 1n };
  return keep(Number(written), exact);
}

/** An amount of which only the nearest number is known. */
export function roundAmount(value: number): Amount {
  return { value };
}

/** The sum. */
export function add(a: Amount, b: Amount): Amount {
  return join(a, b, {
    value: a.value + b.value,
    exactly: (x, y) => ({ over: x.over * y.under + y.over * x.under, under: x.under * y.under }),
  });
}

/** The amount with the other sign. */
export function negate({ value, exact }: Amount): Amount {
  return keep(-value, exact && { over: -exact.over, under: exact.under });
}

/** The product. */
export function multiply(a: Amount, b: Amount): Amount {
  return join(a, b, {
    value: a.value * b.value,
    exactly: (x, y) => ({ over: x.over * y.over, under: x.under * y.under }),
  });
}

/** The quotient; infinite for a division by nothing. */
export function divide(a: Amount, b: Amount): Amount {
  return join(a, b, {
    value: a.value / b.value,
    exactly: (x, y) => (y.over === 0n ? undefined : withSign(x.over * y.under, x.under * y.over)),
  });
}

/** The power; exact where the exponent is a whole number. */
export function power(base: Amount, exponent: Amount): Amount {
  const times = wholeOf(exponent);
  const raised = times === undefined ? undefined : raise(base.exact, times);
  return keep(base.value ** exponent.value, raised);
}

/** Whether both are the same: exactly where both are whole numbers and no tolerance is asked for, else within it. */
export function sameAmount(a: Amount, b: Amount, tolerance: number | undefined): boolean {
  if (a.exact !== undefined && b.exact !== undefined) {
    if (a.exact.over * b.exact.under === b.exact.over * a.exact.under) return true;
    const areWhole = wholeOf(a) !== undefined && wholeOf(b) !== undefined;
    if (areWhole && tolerance === undefined) return false;
  } else if (!Number.isFinite(a.value) && a.value === b.value) return true;
  return isNear(a.value, b.value, tolerance ?? 1e-9);
}

function isNear(a: number, b: number, tolerance: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

interface Operation {
  readonly value: number;
  readonly exactly: (x: Fraction, y: Fraction) => Fraction | undefined;
}

function join(a: Amount, b: Amount, { value, exactly }: Operation): Amount {
  return keep(value, a.exact && b.exact && exactly(a.exact, b.exact));
}

function keep(value: number, exact: Fraction | undefined): Amount {
  if (exact === undefined || !isSmall(exact.over) || !isSmall(exact.under)) return { value };
  return { value, exact };
}

function isSmall(value: bigint): boolean {
  return value < largest && value > -largest;
}

function wholeOf({ exact }: Amount): bigint | undefined {
  if (exact === undefined || exact.over % exact.under !== 0n) return undefined;
  return exact.over / exact.under;
}

function raise(base: Fraction | undefined, times: bigint): Fraction | undefined {
  if (base === undefined || times > mostTimes || times < -mostTimes) return undefined;
  const by = times < 0n ? -times : times;
  const bits = (Math.max(bitsOf(base.over), bitsOf(base.under)) * Number(by)) / 40_000;
  if (bits > 1) return undefined;
  if (times >= 0n) return { over: base.over ** by, under: base.under ** by };
  return base.over === 0n ? undefined : withSign(base.under ** by, base.over ** by);
}

const mostTimes = 40_000n;

function bitsOf(value: bigint): number {
  return value.toString(16).length * 4;
}

function withSign(over: bigint, under: bigint): Fraction {
  return under < 0n ? { over: -over, under: -under } : { over, under };
}
