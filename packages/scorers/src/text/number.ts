import type { Json, Opinion } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote, scored, unscored, verdictOf } from '../shape/opinion.ts';
import { extractor, extractSchema, type Extract } from './extract.ts';
import { findNumber, type FoundNumber, type Thousands } from './read-number.ts';

/** Options of `number`. */
export interface NumberOptions {
  readonly value?: number | string;
  readonly extract?: Extract;
  /** Absolute, as a plain number; or either limit, of which one must hold. */
  readonly tolerance?: number | { readonly absolute?: number; readonly relative?: number };
  readonly thousands?: Thousands;
  /** What one of each unit is worth in the unit of the expected value. */
  readonly units?: Readonly<Record<string, number>>;
  /** Whether `12 %` means 0.12; by default a percent sign is only a unit that both may bear. */
  readonly percent?: boolean;
}

const limit = z.number().min(0);

const hasDigit = (text: string): boolean =>
  findNumber(text) !== undefined || findNumber(text, { thousands: 'dot' }) !== undefined;

const options: z.ZodType<NumberOptions> = z.strictObject({
  value: z
    .union([z.number(), z.string()])
    .refine((value) => typeof value === 'number' || hasDigit(value), 'has no number in it')
    .describe("the right number; default: the case's expected")
    .exactOptional(),
  extract: extractSchema.exactOptional(),
  tolerance: z
    .union([
      limit,
      z.strictObject({ absolute: limit.exactOptional(), relative: limit.exactOptional() }),
    ])
    .describe('absolute, or { absolute, relative } of which one must hold; default 0')
    .exactOptional(),
  thousands: z
    .enum(['comma', 'dot'])
    .describe('comma: 1,234.5 (default) · dot: 1.234,5')
    .exactOptional(),
  units: z
    .record(z.string().min(1), z.number().positive())
    .refine((units) => Object.keys(units).length > 0, 'name at least one unit')
    .describe(
      'what each unit is worth, as { km: 1000, m: 1 }; then only numbers that bear one count',
    )
    .exactOptional(),
  percent: z.boolean().describe('true: 12 % means 0.12; default false').exactOptional(),
});

/** Whether the number in the output is the expected one. An output without a number is wrong. */
export const number: Scorer<NumberOptions> = defineScorer({
  type: 'number',
  summary:
    'The number in the output (the last one, or the extracted one) is the expected number; dates and versions such as 1.2.3 are none.',
  options,
  short: shortFor('value'),
  example: {
    options: { tolerance: 0.01 },
    output: 'That makes 1,234.50 dollars.',
    expected: '1234.5',
    value: 1,
  },
  prepare: (given) => {
    const extract = given.extract === undefined ? undefined : extractor(given.extract);
    const bearing =
      given.units === undefined
        ? {}
        : { isWanted: (found: FoundNumber) => inUnits(found, given) !== undefined };
    return ({ output, expected }) => {
      const golds = readGolds(given, expected);
      if (golds.length === 0) return unscored('Neither `expected` nor `value` is a number');
      const part = extract === undefined ? output.text : extract(output.text);
      if (part === undefined) return scored(0, 'Nothing in the output matches `extract`');
      const found = findNumber(part, {
        thousands: given.thousands ?? 'comma',
        which: extract === undefined ? 'last' : 'first',
        ...bearing,
      });
      if (found !== undefined) return compare(found, golds, given);
      return scored(
        0,
        `no number ${given.units === undefined ? '' : 'with one of the units '}in ${quote(part)}`,
      );
    };
  },
});

function readGolds(given: NumberOptions, expected: Json | undefined): readonly number[] {
  const raw = given.value ?? expected ?? null;
  const list: readonly Json[] = [raw].flat();
  return list.flatMap((gold) => {
    if (typeof gold === 'number') return [gold];
    const found = typeof gold === 'string' ? findNumber(gold, given) : undefined;
    return found === undefined ? [] : [inUnits(found, given) ?? found.value];
  });
}

function compare(found: FoundNumber, golds: readonly number[], given: NumberOptions): Opinion {
  const got = inUnits(found, given) ?? found.value;
  const holds = golds.some((gold) => isClose(got, gold, given.tolerance ?? 0));
  return verdictOf(holds, `got ${got}, expected ${golds.join(' or ')}`);
}

function inUnits(found: FoundNumber, given: NumberOptions): number | undefined {
  if (given.percent === true && /^\s?%/.test(found.after)) return found.value / 100;
  if (given.units === undefined) return found.value;
  const after = found.after.trimStart();
  const before = found.before.trimEnd();
  const unit = Object.keys(given.units)
    .filter((name) => stands(name, after) || before.endsWith(name))
    .toSorted((a, b) => b.length - a.length)[0];
  return unit === undefined ? undefined : found.value * (given.units[unit] ?? 1);
}

function stands(unit: string, text: string): boolean {
  return text.startsWith(unit) && !/^[\p{L}\p{N}]/u.test(text.slice(unit.length));
}

function isClose(
  got: number,
  gold: number,
  tolerance: NonNullable<NumberOptions['tolerance']>,
): boolean {
  const limits = typeof tolerance === 'number' ? { absolute: tolerance } : tolerance;
  const { absolute = 0, relative = 0 } = { ...limits };
  const difference = Math.abs(got - gold);
  // A decimal limit is not exact in binary: 0.3 - 0.2 is within 0.1.
  const slack = Number.EPSILON * Math.max(Math.abs(got), Math.abs(gold)) * 2;
  return (
    difference <=
    Math.max(absolute, relative * Math.abs(gold)) + (absolute + relative > 0 ? slack : 0)
  );
}
