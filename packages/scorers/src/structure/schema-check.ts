import type { Json, JsonObject } from '@pawl/core';
import type { Ajv } from 'ajv';

import { lateLibrary, type LateLibrary } from '../shape/late-library.ts';
import { NoOpinion } from '../shape/opinion.ts';
import { isJsonObject } from '../shape/subject.ts';
import { compileRegex, matchesRegex } from '../text/regex.ts';
import { isJsonList } from './json-value.ts';

/** Makes a validator of the draft that is asked for. */
type MakeAjv = (draft: '07' | '2020-12') => Ajv;

/** The validator's library: to be loaded before a schema is compiled. */
export const schemaLibrary: LateLibrary<MakeAjv> = lateLibrary(async () => {
  const [{ Ajv: Ajv07 }, { Ajv2020 }, { default: formats }] = await Promise.all([
    import('ajv'),
    import('ajv/dist/2020.js'),
    import('ajv-formats'),
  ]);
  const settings = { allErrors: false, strict: false, code: { regExp: linearRegExp } };
  return (draft) => formats.default(draft === '07' ? new Ajv07(settings) : new Ajv2020(settings));
});

/** What is wrong with a value, in words; nothing when it satisfies the schema. */
export type SchemaCheck = (value: Json) => string | undefined;

/**
 * Compiles a JSON Schema: 2020-12, or draft-07 where `$schema` says so. Throws for a schema that is none.
 * Patterns run in linear time, so that no output can stall them.
 */
export function compileSchema(schema: JsonObject | boolean): SchemaCheck {
  const written = JSON.stringify(schema);
  if (written.includes('"$async"')) throw new Error('asynchronous schemas are not supported');
  const ajv = makeAjv(schema);
  const validate = ajv.compile(schema);
  const comparesItems = written.includes('"uniqueItems"');
  return (value) => {
    if (comparesItems && hasLongList(value))
      throw new NoOpinion('A list is too long for uniqueItems');
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

const longestUnique = 5000;

// Items are compared each with each. A loop, not recursion: hostile nesting is deep.
function hasLongList(root: Json): boolean {
  const open: (Json | undefined)[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (isJsonList(value)) {
      if (value.length > longestUnique) return true;
      open.push(...value);
    } else if (isJsonObject(value)) for (const inner of Object.values(value)) open.push(inner);
  }
  return false;
}

function makeAjv(schema: JsonObject | boolean): Ajv {
  const named = typeof schema === 'object' ? schema['$schema'] : undefined;
  const old = typeof named === 'string' && named.includes('draft-07');
  return schemaLibrary.get()(old ? '07' : '2020-12');
}

const linearRegExp = Object.assign(
  (pattern: string) => {
    const regex = compileRegex(pattern);
    return { test: (text: string) => matchesRegex(regex, text), toString: () => `/${pattern}/` };
  },
  { code: 'new RegExp' },
);
