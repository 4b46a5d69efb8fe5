import type { Json, Subject } from '@pawl/core';
import { z } from 'zod';

/** What is wrong with a text; nothing when the instruction was followed. Throws when nobody can tell. */
export type Rule = (text: string, subject: Subject) => string | undefined;

/** One instruction that a program can verify. */
export interface Check {
  readonly schema: z.ZodType<Json>;
  /** Gives the rule for an argument that the schema has accepted. */
  readonly prepare: (argument: Json) => Rule;
}

/** Makes a check of a typed schema and a typed rule. */
export function defineCheck<A extends Json>(
  schema: z.ZodType<A>,
  prepare: (argument: A) => Rule,
): Check {
  return { schema, prepare: (argument) => prepare(schema.parse(argument)) };
}

/** A count as it should be: exactly, or from and to. */
export type Range = number | { readonly min?: number; readonly max?: number };

const limit = z.int().min(0);

/** The schema of `Range`. */
export const rangeSchema: z.ZodType<Range> = z
  .union([limit, z.strictObject({ min: limit.exactOptional(), max: limit.exactOptional() })])
  .refine((range) => typeof range === 'number' || isBounded(range), 'give min, max or both')
  .refine((range) => typeof range === 'number' || isOpen(range), 'min is above max');

type Bounds = Exclude<Range, number>;

function isBounded({ min, max }: Bounds): boolean {
  return min !== undefined || max !== undefined;
}

function isOpen({ min = 0, max = Infinity }: Bounds): boolean {
  return min <= max;
}

/** What is wrong with a count; nothing when it is in the range. */
export function outside(count: number, range: Range, what: string): string | undefined {
  const { min = 0, max = Infinity } =
    typeof range === 'number' ? { min: range, max: range } : range;
  if (count >= min && count <= max) return undefined;
  const wanted = min === max ? `${min}` : `${min} to ${max === Infinity ? '…' : max}`;
  return `${count} ${what}, wanted ${wanted}`;
}
