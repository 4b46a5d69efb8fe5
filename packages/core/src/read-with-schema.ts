import type { z } from 'zod';

import { explainIssues } from './explain-issue.ts';
import type { Json } from './json.ts';
import type { ParsedText, TextMap } from './parsed-text.ts';
import { formatPlace } from './place.ts';
import type { Problem } from './problem.ts';

/** A definition as it was read: its value when the schema accepts it, and every mistake. */
export interface Definition<T> extends TextMap {
  readonly value?: T;
  /** What the text says, before the schema; left out when it could not be read at all. */
  readonly raw?: Json;
  readonly problems: readonly Problem[];
}

/** Reads a parsed text with a schema. */
export function readWithSchema<T>(text: ParsedText, schema: z.ZodType<T>): Definition<T> {
  const { locate, locateKey, written, problems } = text;
  const map = { locate, locateKey, written };
  const raw = text.value;
  if (raw === undefined) return { ...map, problems };
  const result = schema.safeParse(raw);
  if (result.success) return { ...map, raw, value: result.data, problems };
  const issues = explainIssues(result.error.issues, { text, schema, base: [] });
  return { ...map, raw, problems: joinProblems(problems, issues) };
}

/** The first problems, and those of the others that stand at another place. */
export function joinProblems(
  first: readonly Problem[],
  others: readonly Problem[],
): readonly Problem[] {
  const taken = new Set(first.map(({ place }) => formatPlace(place)));
  return [...first, ...others.filter(({ place }) => !taken.has(formatPlace(place)))];
}
