import type { ScorerCatalog, ScorerDefinition } from '@pawl/core';
import { z } from 'zod';

function define(
  definition: Omit<ScorerDefinition, 'summary' | 'binary' | 'score'>,
): ScorerDefinition {
  return {
    summary: `Tests with ${definition.type}`,
    binary: () => true,
    score: () => ({ kind: 'scored', value: 1 }),
    ...definition,
  };
}

const definitions: readonly ScorerDefinition[] = [
  define({
    type: 'contains',
    options: z.strictObject({
      text: z.string(),
      normalize: z.enum(['none', 'basic', 'squad']).exactOptional(),
    }),
    short: (text) => ({ text }),
  }),
  define({ type: 'json-schema', options: z.strictObject({ schema: z.looseObject({}) }) }),
  define({
    type: 'module',
    options: z.strictObject({ module: z.string() }),
    short: (module) => ({ module }),
  }),
  define({
    type: 'judge',
    options: z.strictObject({
      rubric: z.string(),
      model: z.strictObject({ provider: z.string(), model: z.string() }),
    }),
    needs: ['complete'],
  }),
  define({ type: 'code', options: z.strictObject({}), needs: ['runCode'] }),
];

/** A few scorers, so that loading can be tested without the library. */
export const smallCatalog: ScorerCatalog = new Map(definitions.map((one) => [one.type, one]));
