import { expect, test } from 'vitest';
import { z } from 'zod';

import { valueAt } from './parsed-text.ts';
import { projectSchemas } from './project-schemas.ts';
import type { ScorerDefinition } from './scorer.ts';

const contains: ScorerDefinition = {
  type: 'contains',
  summary: 'Gets 1 when the answer holds the text.',
  options: z.strictObject({ text: z.string().describe('What must be in it') }),
  short: (text) => ({ text }),
  binary: () => true,
  score: () => ({ kind: 'scored', value: 1 }),
};

const schemas = projectSchemas(new Map([['contains', contains]]));

test('each kind of file has a draft-07 schema that says what it is', () => {
  expect(Object.keys(schemas)).toEqual(['pawl', 'set', 'case', 'incident', 'waiver']);
  for (const schema of Object.values(schemas))
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: expect.stringMatching(/^Pawl/u),
    });
});

test('a scorer is one of the catalog, bare, short or long, with its words for the editor', () => {
  expect(valueAt(schemas.set, ['properties', 'scorers', 'items'])).toEqual({
    $ref: '#/definitions/scorer',
  });
  expect(valueAt(schemas.set, ['definitions', 'scorer', 'anyOf'])).toMatchObject([
    { type: 'string', enum: ['contains'] },
    { required: ['contains'], description: contains.summary, additionalProperties: false },
    {
      properties: {
        type: { const: 'contains' },
        text: { type: 'string', description: 'What must be in it' },
      },
      required: ['type', 'text'],
      additionalProperties: false,
    },
  ]);
});

test('durations are texts to an editor, and every key of a set has a description', () => {
  expect(valueAt(schemas.pawl, ['properties', 'gate', 'properties', 'maxAge'])).toMatchObject({
    type: 'string',
  });
  const properties = valueAt(schemas.set, ['properties']);
  const described = Object.values(properties ?? {}).every(
    (one) => valueAt(one, ['description']) !== undefined,
  );
  expect(described).toBe(true);
});

test('references lead somewhere', () => {
  for (const schema of Object.values(schemas)) {
    const text = JSON.stringify(schema);
    const needs = text.includes('#/definitions/scorer');
    expect(valueAt(schema, ['definitions', 'scorer']) !== undefined).toBe(needs);
  }
});
