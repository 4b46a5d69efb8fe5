import { z } from 'zod';

import type { Json, JsonObject } from '../json.ts';

const says = (words: string): { readonly error: string } => ({ error: `expected ${words}` });

/** A name of a set, target or scorer. */
export const nameSchema: z.ZodType<string> = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/u, says('a name of a–z, 0–9, ".", "_" and "-"'));

/** A text that says something. */
export const wordsSchema: z.ZodType<string> = z
  .string()
  .regex(/\S/u, says('a text that is not empty'));

/** Any JSON value. */
export const jsonSchema: z.ZodType<Json> = z.custom<Json>((value) => value !== undefined);

/** A JSON object. */
export const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonSchema);

/** A share of the whole, from 0 to 1. */
export const shareSchema: z.ZodType<number> = z
  .number()
  .min(0, says('a share from 0 to 1'))
  .max(1, says('a share from 0 to 1 (2 points are 0.02)'));

/** A margin: with none at all no number of cases could show that nothing got worse. */
export const marginSchema: z.ZodType<number> = z
  .number()
  .gt(0, says('a share above 0: no number of cases can exclude a loss of any size at all'))
  .max(1, says('a share above 0, up to 1 (2 points are 0.02)'));

/** US dollars. */
export const dollarsSchema: z.ZodType<number> = z.number().min(0, says('US dollars, 0 or more'));

/** A count from 1. */
export const countSchema: z.ZodType<number> = z
  .int(says('a whole number from 1'))
  .min(1, says('a whole number from 1'));

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const durationWords = says('a duration such as 250ms, 60s, 2m, 1h or 14d');

/** A duration as text, for example `60s`; read as milliseconds. */
export const durationSchema: z.ZodType<number> = z
  .string(durationWords)
  .regex(/^(?:0|[1-9]\d*)(?:\.\d+)?(?:ms|s|m|h|d)$/u, durationWords)
  .transform(toMilliseconds);

/** A duration in which something can happen. */
export const timeoutSchema: z.ZodType<number> = durationSchema.refine(
  (ms) => ms > 0,
  says('a duration of more than nothing, such as 60s'),
);

function toMilliseconds(text: string): number {
  const unit = Object.entries(units).find(([name]) => /[a-z]+$/u.exec(text)?.[0] === name);
  return Number.parseFloat(text) * (unit?.[1] ?? 1);
}

/** A day of the calendar, `YYYY-MM-DD`. */
export const daySchema: z.ZodType<string> = z.iso.date(says('a day such as 2026-11-20'));

const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** A day or a moment: `2026-11-20` or `2026-11-20T09:30:00Z`. */
export const momentSchema: z.ZodType<string> = z
  .string()
  .refine(
    (text) => moment.safeParse(text).success,
    says('a day such as 2026-11-20, or a moment such as 2026-11-20T09:30:00Z'),
  );

/** A path inside the project, with forward slashes. */
export const pathSchema: z.ZodType<string> = z
  .string()
  .regex(/\S/u, says('a path'))
  .refine(isInside, says('a path inside the project, with forward slashes'));

/** Whether a path can stay below the folder it starts from: no URL, no root, no backslash, no NUL. */
export function isInside(path: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:|^[/~]|[\\\0]/iu.test(path);
}

/** A scorer as a set names it: a bare type, `type: argument`, or the long form with `type`. */
export type ScorerEntry = string | JsonObject;

const entrySchema = z.looseObject({});

/** A scorer before the catalog has read it. */
export const scorerEntrySchema: z.ZodType<ScorerEntry> = z.custom<ScorerEntry>(
  (value) => typeof value === 'string' || entrySchema.safeParse(value).success,
  says('a scorer: `type: argument`, or an object with `type`'),
);
