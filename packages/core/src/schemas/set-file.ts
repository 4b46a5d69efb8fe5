import { z } from 'zod';

import { type CaseRow, caseRowSchema } from './case-row.ts';
import { type PolicyFile, policyFileSchema } from './policy-file.ts';
import {
  countSchema,
  nameSchema,
  pathSchema,
  type ScorerEntry,
  scorerEntrySchema,
  wordsSchema,
} from './words.ts';

/** `set.yaml` as written. */
export interface SetFile {
  readonly name: string;
  readonly version: string;
  readonly owner: string;
  readonly description?: string;
  readonly cases?: readonly (string | CaseRow)[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly targets?: readonly string[];
  readonly trials?: number;
  readonly scorers?: readonly ScorerEntry[];
  readonly gate?: PolicyFile;
  readonly allowCode?: boolean;
}

const versionPattern = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/u;

const fieldNames =
  /^(?:id|input|expected|tags|cluster|critical|trials|incidents|metadata)(?:\.[^.\s]+)*$/u;

/** Reads `set.yaml`. */
export const setFileSchema: z.ZodType<SetFile> = z.strictObject({
  name: nameSchema.describe('Name of the set; it never changes'),
  version: z
    .string()
    .regex(versionPattern, { error: 'expected a version x.y.z, for example 1.0.0' })
    .describe('Semantic: major = cases removed or rescored, minor = cases added, patch = words'),
  owner: wordsSchema.describe('Who answers for this set, for example "@support-ai"'),
  description: z.string().describe('What the set is about').exactOptional(),
  cases: z
    .array(z.union([pathSchema, caseRowSchema]))
    .min(1)
    .describe(
      'Files of cases (globs), or the cases themselves; default: cases.{jsonl,json,yaml,yml,csv} and cases/*',
    )
    .exactOptional(),
  fields: z
    .record(
      z.string().regex(fieldNames, {
        error: 'expected a field of a case (id, input, expected, tags, cluster, metadata.…)',
      }),
      wordsSchema,
    )
    .describe('Where the file has other names for the fields of a case; dotted paths are allowed')
    .exactOptional(),
  targets: z.array(nameSchema).min(1).describe('Targets that this set runs on').exactOptional(),
  trials: countSchema.describe('How often each case is run').exactOptional(),
  scorers: z.array(scorerEntrySchema).describe('Opinions on each output').exactOptional(),
  gate: policyFileSchema
    .describe('Rules of the gate for this set, over those of the project')
    .exactOptional(),
  allowCode: z
    .boolean()
    .describe('Lets the `code` scorer execute what a model wrote')
    .exactOptional(),
});
