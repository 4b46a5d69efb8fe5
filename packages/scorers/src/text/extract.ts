import type { Json } from '@pawl/core';
import { z } from 'zod';

import { NoOpinion } from '../shape/opinion.ts';
import { findBoxed } from './boxed.ts';
import { findChoice } from './choice-letter.ts';
import { findJson } from './find-json.ts';
import { lastNumber } from './read-number.ts';
import { compileRegex, maxRegexLength, regexProblem, type Regex } from './regex.ts';

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

const usable = z.string().superRefine((pattern, context) => {
  const problem = named[pattern] === undefined ? regexProblem(pattern) : undefined;
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

/** The schema of `extract`. */
export const extractSchema: z.ZodType<Extract> = z
  .union([
    usable,
    z.strictObject({
      pattern: usable,
      group: z.union([z.int().min(0), z.string()]).exactOptional(),
      which: z.enum(['first', 'last']).exactOptional(),
    }),
  ])
  .describe(
    'the part of the output that counts: json, last-number, boxed, choice, or a pattern (RE2 syntax, ^ and $ match at lines; its first group in its last match) or { pattern, group, which: first | last }',
  );

/** The function for a setting. */
export function extractor(extract: Extract): Extractor {
  const byName = typeof extract === 'string' ? named[extract] : undefined;
  if (byName !== undefined) return byName;
  const { pattern, group, which } = typeof extract === 'string' ? { pattern: extract } : extract;
  const regex = compileRegex(pattern, 'm');
  const wanted = group ?? Math.min(regex.groups, 1);
  return (text) => findGroup(regex, text, { wanted, first: which === 'first' });
}

interface Wanted {
  readonly wanted: number | string;
  readonly first: boolean;
}

// A search for all matches may look at the whole text for each of them: the number of matches is
// bounded so that their product with the length stays small.
function findGroup(regex: Regex, text: string, { wanted, first }: Wanted): string | undefined {
  if (text.length > maxRegexLength) throw new NoOpinion('The output is too long to extract from');
  const matcher = regex.compiled.matcher(text);
  const most = first ? 1 : Math.max(100, Math.floor(10_000_000 / (text.length + 1)));
  let found: string | undefined;
  for (let count = 0; matcher.find(); count += 1) {
    if (count >= most && !first) throw new NoOpinion(`The pattern matches more than ${most} times`);
    found = matcher.group(wanted) ?? undefined;
    if (first) break;
  }
  return found;
}

function toText(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
