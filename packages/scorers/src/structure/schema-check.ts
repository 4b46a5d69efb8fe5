import { canonicalText, nearestWord, type Json, type JsonObject } from '@pawl/core';
import type { Ajv, KeywordDefinition } from 'ajv';

import { lateLibrary, type LateLibrary } from '../shape/late-library.ts';
import { compileRegex, matchesRegex } from '../text/regex.ts';

/** Makes a validator of the draft that is asked for. */
type MakeAjv = (draft: '07' | '2020-12') => Ajv;

/** The validator's library: to be loaded before a schema is compiled. */
export const schemaLibrary: LateLibrary<MakeAjv> = lateLibrary(async () => {
  const [{ Ajv: Ajv07 }, { Ajv2020 }, { default: formats }] = await Promise.all([
    import('ajv'),
    import('ajv/dist/2020.js'),
    import('ajv-formats'),
  ]);
  const settings = {
    allErrors: false,
    strict: false,
    strictSchema: true,
    logger: false,
    code: { regExp: linearRegExp },
  } as const;
  return (draft) => {
    const ajv = formats.default(draft === '07' ? new Ajv07(settings) : new Ajv2020(settings));
    for (const format of annotated) ajv.addFormat(format, true);
    return ajv.removeKeyword('uniqueItems').addKeyword(uniqueItems);
  };
});

/** Formats of the standard that say something and are not checked. */
const annotated = ['idn-email', 'idn-hostname', 'iri', 'iri-reference'];

/** Keywords of OpenAPI and of editors that say something and check nothing. */
const annotations = ['example', 'externalDocs', 'xml', 'markdownDescription', 'enumNames'];

/** In time that grows with the list, where the library compares each item with each. */
const uniqueItems: KeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: { message: 'must NOT have duplicate items' },
  validate: (unique: boolean, items: readonly Json[]) =>
    !unique || new Set(items.map(canonicalText)).size === items.length,
};

/** What is wrong with a value, in words; nothing when it satisfies the schema. */
export type SchemaCheck = (value: Json) => string | undefined;

/**
 * Compiles a JSON Schema: 2020-12, or draft-07 where `$schema` says so. Throws for a schema that is none.
 * Patterns run in linear time, so that no output can stall them.
 */
export function compileSchema(schema: JsonObject | boolean): SchemaCheck {
  const written = JSON.stringify(schema);
  if (written.includes('"$async"')) throw new Error('asynchronous schemas are not supported');
  const ajv = makeAjv(schema).addVocabulary(ownKeywords(written));
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
    const message = error instanceof Error ? error.message : String(error);
    const [, unknown] = /unknown keyword: "(.+)"/.exec(message) ?? [];
    return unknown === undefined ? message.replace('strict mode: ', '') : unknownKeyword(unknown);
  }
}

function unknownKeyword(unknown: string): string {
  const known = Object.keys(schemaLibrary.get()('2020-12').RULES.keywords);
  const near = nearestWord(unknown, known);
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  return `there is no keyword ${JSON.stringify(unknown)} in JSON Schema${hint} Keywords of your own begin with x-`;
}

function ownKeywords(written: string): string[] {
  const own = [...written.matchAll(/"(x-[^"\\]{1,100})":/g)].flatMap(([, name]) => name ?? []);
  return [...new Set([...own, ...annotations])];
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
