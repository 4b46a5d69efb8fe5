import { z } from 'zod';

import type { Json, JsonObject } from '../json.ts';
import {
  countSchema,
  daySchema,
  jsonObjectSchema,
  jsonSchema,
  type ScorerEntry,
  scorerEntrySchema,
  wordsSchema,
} from './words.ts';

/** A case as its file holds it. */
export interface CaseRow {
  readonly id: string;
  readonly input: Json;
  readonly expected?: Json;
  readonly tags?: readonly string[];
  readonly cluster?: string;
  readonly critical?: boolean;
  readonly trials?: number;
  readonly scorers?: readonly ScorerEntry[];
  readonly incidents?: readonly string[];
  readonly disabled?: { readonly reason: string; readonly until?: string };
  readonly metadata?: JsonObject;
}

const idSchema = z
  .string()
  .max(200)
  .regex(/^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u, {
    error: 'expected an id without line breaks and without blanks at its ends',
  });

/** Reads one case. */
export const caseRowSchema: z.ZodType<CaseRow> = z.strictObject({
  id: idSchema.describe('Chosen by its author; it never changes'),
  input: jsonSchema.describe('What the target is asked: any JSON value'),
  expected: jsonSchema
    .describe('The expected answer; a list means that any of them is right')
    .exactOptional(),
  tags: z.array(wordsSchema).describe('Words to filter and slice by').exactOptional(),
  cluster: wordsSchema
    .describe('Cases of one cluster are not independent of each other')
    .exactOptional(),
  critical: z.boolean().describe('Must pass on every trial').exactOptional(),
  trials: countSchema.describe('How often this case is run').exactOptional(),
  scorers: z.array(scorerEntrySchema).describe('Scorers of this case alone').exactOptional(),
  incidents: z.array(wordsSchema).describe('Incidents that this case guards').exactOptional(),
  disabled: z
    .strictObject({
      reason: wordsSchema.describe('Why it is not run'),
      until: daySchema.describe('Last day on which it is not run').exactOptional(),
    })
    .describe('Keeps the case out of runs')
    .exactOptional(),
  metadata: jsonObjectSchema.describe('Anything else worth keeping').exactOptional(),
});
