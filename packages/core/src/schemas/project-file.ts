import { z } from 'zod';

import type { Severity } from '../policy.ts';
import { type PolicyFile, policyFileSchema } from './policy-file.ts';
import { type TargetFile, targetFileSchema } from './target-file.ts';
import {
  countSchema,
  dollarsSchema,
  nameSchema,
  pathSchema,
  type ScorerEntry,
  scorerEntrySchema,
} from './words.ts';

/** `pawl.yaml` as written. */
export interface ProjectFile {
  readonly evals?: string;
  readonly targets: Readonly<Record<string, TargetFile>>;
  readonly defaults?: {
    readonly targets?: readonly string[];
    readonly trials?: number;
    readonly concurrency?: number;
    readonly scorers?: readonly ScorerEntry[];
  };
  readonly gate?: PolicyFile;
  readonly budget?: { readonly maxCost?: number };
  readonly incidents?: { readonly url?: string; readonly blocking?: readonly Severity[] };
}

/** Reads how bad an incident was. */
export const severitySchema: z.ZodType<Severity> = z.enum(['sev1', 'sev2', 'sev3', 'sev4']);

const defaultsSchema = z.strictObject({
  targets: z.array(nameSchema).min(1).describe('Targets of a set that names none').exactOptional(),
  trials: countSchema.describe('How often each case is run (default 1)').exactOptional(),
  concurrency: countSchema.describe('Trials at once (default 16)').exactOptional(),
  scorers: z
    .array(scorerEntrySchema)
    .describe('Scorers of every set, beside its own')
    .exactOptional(),
});

const incidentsSchema = z.strictObject({
  url: z
    .string()
    .regex(/^https?:\/\/\S*\{id\}\S*$/u, { error: 'expected a URL with {id} in it' })
    .describe('Where an incident is written down; {id} stands for its id')
    .exactOptional(),
  blocking: z
    .array(severitySchema)
    .describe('Severities whose guards must pass (default sev1, sev2)')
    .exactOptional(),
});

const staysBelow = (path: string): boolean => !path.split('/').includes('..');

/** Reads `pawl.yaml`. */
export const projectFileSchema: z.ZodType<ProjectFile> = z.strictObject({
  evals: pathSchema
    .refine(staysBelow, { error: 'expected a folder inside the project' })
    .describe('Folder of the eval sets (default evals)')
    .exactOptional(),
  targets: z
    .record(nameSchema, targetFileSchema)
    .describe('The model and prompt configurations, agents and services under evaluation, by name'),
  defaults: defaultsSchema.describe('What a run does where nothing else is asked').exactOptional(),
  gate: policyFileSchema.describe('Rules of the gate').exactOptional(),
  budget: z
    .strictObject({ maxCost: dollarsSchema.describe('US dollars for one run').exactOptional() })
    .describe('What is left when it is spent becomes a fault, never a failure')
    .exactOptional(),
  incidents: incidentsSchema.describe('How incidents are linked, and which block').exactOptional(),
});
