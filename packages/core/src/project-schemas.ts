import { z } from 'zod';

import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { caseRowSchema } from './schemas/case-row.ts';
import { incidentFileSchema } from './schemas/incident-file.ts';
import { projectFileSchema } from './schemas/project-file.ts';
import { setFileSchema } from './schemas/set-file.ts';
import { waiverFileSchema } from './schemas/waiver-file.ts';
import { jsonObjectSchema, scorerEntrySchema } from './schemas/words.ts';
import type { ScorerCatalog, ScorerDefinition } from './scorer.ts';

/** The kinds of files that editors can be told about. */
export type SchemaName = 'pawl' | 'set' | 'case' | 'incident' | 'waiver';

/** JSON Schemas (draft-07) of all definition files; scorers as the catalog has them. */
export function projectSchemas(catalog: ScorerCatalog): Readonly<Record<SchemaName, JsonObject>> {
  const scorer = scorerUnion(catalog);
  const cases = z.union([caseRowSchema, z.array(caseRowSchema)]);
  return {
    pawl: toSchema(projectFileSchema, 'Pawl project (pawl.yaml)', scorer),
    set: toSchema(setFileSchema, 'Pawl eval set (set.yaml)', scorer),
    case: toSchema(cases, 'Pawl case, or a list of cases', scorer),
    incident: toSchema(incidentFileSchema, 'Pawl incident', scorer),
    waiver: toSchema(waiverFileSchema, 'Pawl waiver', scorer),
  };
}

function toSchema(schema: z.ZodType, title: string, scorer: JsonObject): JsonObject {
  const text = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: (context) => {
      if (Object.is(context.zodSchema, scorerEntrySchema))
        Object.assign(context.jsonSchema, { $ref: '#/definitions/scorer' });
    },
  });
  const { $schema, ...rest } = jsonObjectSchema.parse(text);
  const usesScorer = JSON.stringify(rest).includes('#/definitions/scorer');
  return { $schema, title, ...rest, ...(usesScorer ? { definitions: { scorer } } : {}) };
}

function scorerUnion(catalog: ScorerCatalog): JsonObject {
  const definitions = [...catalog.values()].toSorted((a, b) => (a.type < b.type ? -1 : 1));
  const bare = { type: 'string', enum: definitions.map(({ type }) => type) };
  const short = definitions.filter((definition) => definition.short !== undefined).map(shortForm);
  return { anyOf: [bare, ...short, ...definitions.map(longForm)] };
}

const common: JsonObject = {
  name: { type: 'string', description: 'Name of the scorer (default: its type)' },
  advisory: { type: 'boolean', description: 'Shown and never decisive' },
};

function shortForm({ type, summary }: ScorerDefinition): JsonObject {
  return {
    type: 'object',
    description: summary,
    properties: { [type]: { description: summary }, ...common },
    required: [type],
    additionalProperties: false,
  };
}

function longForm({ type, summary, options }: ScorerDefinition): JsonObject {
  const text = z.toJSONSchema(options, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
  const { properties, required, additionalProperties } = jsonObjectSchema.parse(text);
  const known = isJsonObject(properties);
  return {
    type: 'object',
    description: summary,
    properties: {
      type: { const: type, description: summary },
      ...common,
      ...(known ? withoutReferences(properties) : {}),
    },
    required: ['type', ...namesIn(required)],
    ...(known && additionalProperties === false ? { additionalProperties: false } : {}),
  };
}

const namesIn = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];

/** References lead into the schema they came from; here they would lead nowhere. */
function withoutReferences(properties: JsonObject): JsonObject {
  const text = JSON.stringify(properties, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && '$ref' in value ? {} : value,
  );
  return jsonObjectSchema.parse(JSON.parse(text));
}
