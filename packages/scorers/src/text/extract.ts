import type { Json } from '@pawl/core';
import { z } from 'zod';

import { findBoxed } from './boxed.ts';
import { findChoice } from './choice-letter.ts';
import { findJson } from './find-json.ts';
import { lastNumber } from './read-number.ts';
import { compileRegex, findGroup, hasGroup, regexProblem } from './regex.ts';

/** Which part of the output counts: a named extractor, a pattern, or a pattern with its group. */
export type Extract = string | ExtractPattern;

/** A pattern, which of its groups counts, and which of its matches. */
export interface ExtractPattern {
  readonly pattern: string;
  readonly group?: number | string;
  readonly which?: 'first' | 'last';
}

/** The part that was found, or nothing. Throws when the text is too long to search. */
export type Extractor = (text: string) => string | undefined;

const named: Readonly<Record<string, Extractor>> = {
  json: (text) => toText(findJson(text)),
  'last-number': (text) => lastNumber(text),
  boxed: findBoxed,
  choice: findChoice,
};

function extractProblem(extract: Extract): string | undefined {
  if (typeof extract === 'string')
    return named[extract] === undefined ? regexProblem(extract) : undefined;
  const { pattern, group = 0 } = extract;
  const problem = regexProblem(pattern);
  if (problem !== undefined || hasGroup(compileRegex(pattern), group)) return problem;
  return `the pattern has no group ${group}`;
}

/** The schema of `extract`. */
export const extractSchema: z.ZodType<Extract> = z
  .union([
    z.string(),
    z.strictObject({
      pattern: z.string(),
      group: z.union([z.int().min(0), z.string()]).exactOptional(),
      which: z.enum(['first', 'last']).exactOptional(),
    }),
  ])
  .superRefine((extract, context) => {
    const problem = extractProblem(extract);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  })
  .describe(
    'the part of the output that counts: json, last-number, boxed, choice, or a pattern (RE2 syntax, ^ and $ match at lines; its first group in its last match) or { pattern, group, which: first | last }',
  );

/** The function for a setting. */
export function extractor(extract: Extract): Extractor {
  const byName = typeof extract === 'string' ? named[extract] : undefined;
  if (byName !== undefined) return byName;
  const { pattern, group, which } = typeof extract === 'string' ? { pattern: extract } : extract;
  const regex = compileRegex(pattern, 'm');
  const wanted = { group: group ?? Math.min(regex.groups, 1), which: which ?? 'last' };
  return (text) => findGroup(regex, text, wanted);
}

function toText(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
