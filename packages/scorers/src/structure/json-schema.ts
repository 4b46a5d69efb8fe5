import type { Json, JsonObject } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, type Scorer } from '../shape/define-scorer.ts';
import { quote, scored, verdictOf } from '../shape/opinion.ts';
import { isJsonObject } from '../shape/subject.ts';
import { type JsonReading, jsonReading, markRepaired, readJson } from './json-value.ts';
import { compileSchema, schemaLibrary, schemaProblem } from './schema-check.ts';

/** Options of `json-schema`. */
export interface JsonSchemaOptions extends JsonReading {
  readonly schema: JsonObject;
}

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

const options: z.ZodType<JsonSchemaOptions> = z.strictObject({
  schema: jsonObject
    .superRefine((schema, context) => {
      const problem = schemaProblem(schema);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    })
    .describe('a JSON Schema: 2020-12, or draft-07 where $schema says so'),
  ...jsonReading,
});

/** Whether the output holds JSON that satisfies a JSON Schema. */
export const jsonSchema: Scorer<JsonSchemaOptions> = defineScorer({
  type: 'json-schema',
  summary: 'The output holds JSON that satisfies the JSON Schema (2020-12 or draft-07).',
  options,
  short: wrapSchema,
  example: {
    options: {
      schema: { type: 'object', required: ['answer'], properties: { answer: { type: 'string' } } },
    },
    output: 'Here you are: {"answer": "yes"}',
    value: 1,
  },
  load: schemaLibrary.load,
  prepare: (given) => {
    const check = compileSchema(given.schema);
    return ({ output }) => {
      const found = readJson(output.text, given);
      if (found === undefined) return scored(0, `no JSON in ${quote(output.text)}`);
      const mistake = check(found.value);
      return markRepaired(verdictOf(mistake === undefined, mistake ?? ''), found);
    };
  },
});

function wrapSchema(argument: Json): Json {
  return isJsonObject(argument) && isJsonObject(argument['schema'])
    ? argument
    : { schema: argument };
}
