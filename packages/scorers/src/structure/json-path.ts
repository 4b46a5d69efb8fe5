import type { Json, Opinion } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { messageOf, quote, scored, verdictOf } from '../shape/opinion.ts';
import { compileRegex, matchesRegex, regexProblem } from '../text/regex.ts';
import { jsonReading, type JsonReading, markRepaired, readJson, sameJson } from './json-value.ts';
import { compilePath, findByPath, pathLibrary } from './path-query.ts';

/** Options of `json-path`. */
export interface JsonPathOptions extends JsonReading {
  /** JSONPath, RFC 9535. */
  readonly path: string;
  readonly equals?: Json;
  readonly matches?: string;
  readonly type?: 'string' | 'number' | 'boolean' | 'object' | 'array' | 'null';
  readonly min?: number;
  readonly max?: number;
  /** How many values the path must find. */
  readonly count?: number;
}

const options: z.ZodType<JsonPathOptions> = z.strictObject({
  path: z
    .string()
    .superRefine((path, context) => {
      const problem = pathProblem(path);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    })
    .describe('JSONPath (RFC 9535), as $.items[0].price'),
  equals: z.json().describe('the value that each found value must equal').exactOptional(),
  matches: z
    .string()
    .superRefine((pattern, context) => {
      const problem = regexProblem(pattern);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    })
    .describe('pattern (RE2 syntax) that each found text must match')
    .exactOptional(),
  type: z
    .enum(['string', 'number', 'boolean', 'object', 'array', 'null'])
    .describe('what each found value must be')
    .exactOptional(),
  min: z.number().describe('each found number is at least this').exactOptional(),
  max: z.number().describe('each found number is at most this').exactOptional(),
  count: z
    .int()
    .min(0)
    .describe('how many values there must be; default: at least one')
    .exactOptional(),
  ...jsonReading,
});

/** Whether what a JSONPath finds in the output's JSON is as it should be. */
export const jsonPath: Scorer<JsonPathOptions> = defineScorer({
  type: 'json-path',
  summary: "What the JSONPath finds in the output's JSON is there and is as it should be.",
  options,
  short: shortFor('path'),
  example: {
    options: { path: '$.items[*].price', type: 'number', min: 0 },
    output: '{"items": [{"price": 3}, {"price": 4.5}]}',
    value: 1,
  },
  load: pathLibrary.load,
  prepare: (given) => {
    const query = compilePath(given.path);
    const check = prepareCheck(given);
    return ({ output }) => {
      const root = readJson(output.text, given);
      if (root === undefined) return scored(0, `no JSON in ${quote(output.text)}`);
      return markRepaired(judge(findByPath(query, given.path, root.value), given, check), root);
    };
  },
});

type Check = (value: Json) => string | undefined;

function judge(found: readonly Json[], given: JsonPathOptions, check: Check): Opinion {
  const enough = given.count === undefined ? found.length > 0 : found.length === given.count;
  if (!enough)
    return scored(0, `${given.path} finds ${found.length} values, wanted ${given.count ?? 'some'}`);
  const mistake = found.map(check).find((each) => each !== undefined);
  return verdictOf(mistake === undefined, `${given.path}: ${mistake}`);
}

function prepareCheck(given: JsonPathOptions): Check {
  const pattern = given.matches === undefined ? undefined : compileRegex(given.matches);
  return (value) => {
    const shown = quote(JSON.stringify(value));
    if (given.type !== undefined && typeOf(value) !== given.type)
      return `${shown} is no ${given.type}`;
    if (given.equals !== undefined && !sameJson(value, given.equals)) {
      return `${shown}, expected ${quote(JSON.stringify(given.equals))}`;
    }
    if (pattern !== undefined && !(typeof value === 'string' && matchesRegex(pattern, value))) {
      return `${shown} does not match ${given.matches}`;
    }
    return inRange(value, given) ? undefined : `${shown} is not from ${given.min} to ${given.max}`;
  };
}

function inRange(value: Json, { min, max }: JsonPathOptions): boolean {
  if (min === undefined && max === undefined) return true;
  return typeof value === 'number' && value >= (min ?? -Infinity) && value <= (max ?? Infinity);
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function pathProblem(path: string): string | undefined {
  try {
    compilePath(path);
    return undefined;
  } catch (error) {
    return `not a JSONPath: ${messageOf(error)}`;
  }
}
