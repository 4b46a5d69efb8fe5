import type { Json, JsonObject } from '@pawl/core';
import { Ajv } from 'ajv';
import { default as ajvFormats } from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';

import { compileRegex, matchesRegex } from '../text/regex.ts';

/** What is wrong with a value, in words; nothing when it satisfies the schema. */
export type SchemaCheck = (value: Json) => string | undefined;

/**
 * Compiles a JSON Schema: 2020-12, or draft-07 where `$schema` says so. Throws for a schema that is none.
 * Patterns run in linear time, so that no output can stall them.
 */
export function compileSchema(schema: JsonObject | boolean): SchemaCheck {
  const ajv = makeAjv(schema);
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return undefined;
    return ajv.errorsText(validate.errors, { dataVar: 'output', separator: '; ' });
  };
}

/** Why a schema cannot be used; nothing when it can. */
export function schemaProblem(schema: JsonObject | boolean): string | undefined {
  try {
    compileSchema(schema);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function makeAjv(schema: JsonObject | boolean): Ajv {
  const named = typeof schema === 'object' ? schema['$schema'] : undefined;
  const old = typeof named === 'string' && named.includes('draft-07');
  const settings = { allErrors: false, strict: false, code: { regExp: linearRegExp } };
  const ajv = old ? new Ajv(settings) : new Ajv2020(settings);
  ajvFormats.default(ajv);
  return ajv;
}

const linearRegExp = Object.assign(
  (pattern: string) => {
    const regex = compileRegex(pattern);
    return { test: (text: string) => matchesRegex(regex, text), toString: () => `/${pattern}/` };
  },
  { code: 'new RegExp' },
);
