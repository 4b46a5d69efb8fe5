import type { Json } from '@pawl/core';
import type {
  FilterFunction,
  FunctionExpressionType,
  JSONPathEnvironment,
  JSONPathQuery,
  JSONValue,
} from 'json-p3';

import { lateLibrary, type LateLibrary } from '../shape/late-library.ts';
import { NoOpinion } from '../shape/opinion.ts';
import { compileRegex, matchesRegex, regexProblem, type Regex } from '../text/regex.ts';

/** The library of paths: to be loaded before a path is compiled. */
export const pathLibrary: LateLibrary<JSONPathEnvironment> = lateLibrary(async () => {
  const { FunctionExpressionType: types, JSONPathEnvironment: Environment } =
    await import('json-p3');
  const environment = new Environment();
  // The pattern may come from the output itself: it must not run in the engine that can stall.
  environment.functionRegister.set('match', linear(types, 'in full'));
  environment.functionRegister.set('search', linear(types));
  return environment;
});

/** Compiles a JSONPath (RFC 9535) whose `match` and `search` run in linear time. Throws for what is none. */
export function compilePath(path: string): JSONPathQuery {
  return pathLibrary.get().compile(path);
}

/** What a JSONPath finds. Throws where there is so much to look through that it would stall. */
export function findByPath(query: JSONPathQuery, path: string, root: Json): readonly Json[] {
  if (visitsOf(path, root) > mostVisits) throw new NoOpinion('The JSON is too large for this path');
  const copy: JSONValue = JSON.parse(JSON.stringify(root));
  try {
    const found: Json[] = JSON.parse(JSON.stringify(query.query(copy).values()));
    return found;
  } catch (error) {
    if (error instanceof NoOpinion) throw error;
    throw new NoOpinion('The JSON is nested too deeply'); // json-p3 descends no deeper than its limit
  }
}

const mostVisits = 80_000;

/**
 * At most how many values a path with `..` or a query inside a filter looks at: each further `..` begins again
 * at every depth, each query from the root at every value.
 */
function visitsOf(path: string, root: Json): number {
  const descents = path.split('..').length - 1;
  const inner = path.slice(1).match(/\$[^$]*(?:\.\.|[*?:])/g)?.length ?? 0;
  if (descents + inner === 0) return 0;
  const { values, depth } = sizeOf(root);
  return values ** (1 + inner) * depth ** Math.max(0, descents - 1);
}

function sizeOf(root: Json): { readonly values: number; readonly depth: number } {
  let level: readonly Json[] = [root];
  let values = 0;
  let depth = 0;
  while (level.length > 0 && values <= mostVisits) {
    values += level.length;
    depth += 1;
    level = level.flatMap(childrenOf);
  }
  return { values, depth };
}

function childrenOf(value: Json): readonly Json[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((child) => child !== undefined);
}

function linear(types: typeof FunctionExpressionType, where?: 'in full'): FilterFunction {
  let last: { readonly pattern: string; readonly regex: Regex | undefined } | undefined;
  return {
    argTypes: [types.ValueType, types.ValueType],
    returnType: types.LogicalType,
    call: (text: unknown, pattern: unknown): boolean => {
      if (typeof text !== 'string' || typeof pattern !== 'string') return false;
      if (last?.pattern !== pattern) last = { pattern, regex: tryRegex(pattern) };
      return last.regex !== undefined && matchesRegex(last.regex, text, where);
    },
  };
}

/** Nothing for a pattern that is none: as RFC 9535 has it, it matches nothing. */
function tryRegex(pattern: string): Regex | undefined {
  return regexProblem(pattern) === undefined ? compileRegex(pattern) : undefined;
}
