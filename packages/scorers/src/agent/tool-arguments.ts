import type { Json, JsonObject } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, type Scorer } from '../shape/define-scorer.ts';
import { quote, scored, unscored, verdictOf } from '../shape/opinion.ts';
import { containsJson, sameJson } from '../structure/json-value.ts';
import { compileSchema, schemaLibrary, schemaProblem } from '../structure/schema-check.ts';
import { callsOf, noCallsKnown } from './calls.ts';

/** Options of `tool-arguments`: exactly one of `schema`, `subset` and `exact`. */
export interface ToolArgumentsOptions {
  readonly tool: string;
  readonly schema?: JsonObject;
  readonly subset?: Json;
  readonly exact?: Json;
  /** Whether every call of the tool must be right, or one; `all` by default. */
  readonly which?: 'all' | 'any';
}

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

const options: z.ZodType<ToolArgumentsOptions> = z
  .strictObject({
    tool: z.string().min(1).describe('name of the tool'),
    schema: jsonObject
      .superRefine((schema, context) => {
        const problem = schemaProblem(schema);
        if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
      })
      .describe('JSON Schema that the arguments must satisfy')
      .exactOptional(),
    subset: z.json().describe('values that the arguments must hold').exactOptional(),
    exact: z.json().describe('what the arguments must equal').exactOptional(),
    which: z
      .enum(['all', 'any'])
      .describe('all calls of the tool (default), or any')
      .exactOptional(),
  })
  .refine(
    ({ schema, subset, exact }) =>
      [schema, subset, exact].filter((each) => each !== undefined).length === 1,
    'give one of schema, subset and exact',
  );

/** Whether a tool was called with the right arguments. A tool that was not called is wrong. */
export const toolArguments: Scorer<ToolArgumentsOptions> = defineScorer({
  type: 'tool-arguments',
  summary:
    'The tool was called, with arguments that satisfy a schema, hold some values, or equal a value.',
  options,
  example: {
    options: { tool: 'refund', subset: { order: 7 } },
    output: { text: '', toolCalls: [{ name: 'refund', arguments: { order: 7, amount: 10 } }] },
    value: 1,
  },
  load: schemaLibrary.load,
  prepare: (given) => {
    const check = prepareCheck(given);
    return ({ output }) => {
      const calls = callsOf(output);
      if (calls === undefined) return unscored(noCallsKnown);
      const mine = calls.filter(({ name }) => name === given.tool);
      if (mine.length === 0) return scored(0, `${given.tool} was not called`);
      const wrong = mine.filter((call) => !check(call.arguments));
      const holds = given.which === 'any' ? wrong.length < mine.length : wrong.length === 0;
      return verdictOf(holds, `called with ${quote(JSON.stringify(wrong[0]?.arguments), 200)}`);
    };
  },
});

function prepareCheck({ schema, subset, exact }: ToolArgumentsOptions): (value: Json) => boolean {
  if (schema !== undefined) {
    const check = compileSchema(schema);
    return (value) => check(value) === undefined;
  }
  return (value) => (subset === undefined ? sameJson(value, exact) : containsJson(value, subset));
}
