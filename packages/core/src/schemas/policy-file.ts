import { z } from 'zod';

import type { Minimum, SlicePolicy } from '../policy.ts';
import {
  countSchema,
  dollarsSchema,
  durationSchema,
  marginSchema,
  nameSchema,
  shareSchema,
} from './words.ts';

/** The `gate` keys of `pawl.yaml` and `set.yaml` as written; all may be left out. */
export interface PolicyFile {
  readonly margin?: number;
  readonly confidence?: number;
  readonly onInconclusive?: 'auto' | 'block' | 'warn';
  readonly onMissingBaseline?: 'inconclusive' | 'floors';
  readonly primary?: readonly string[];
  readonly passAt?: number;
  readonly minimum?: Readonly<Record<string, number | Minimum>>;
  readonly slices?: Readonly<Record<string, SlicePolicy>>;
  readonly budgets?: BudgetsFile;
  readonly maxFaults?: number;
  readonly maxRemoved?: number;
  /** Milliseconds. */
  readonly maxAge?: number;
  readonly onTimeout?: 'fault' | 'fail';
}

/** Limits of cost and latency as written. */
export interface BudgetsFile {
  readonly costPerCase?: number;
  /** Milliseconds. */
  readonly p95Latency?: number;
  readonly costGrowth?: number;
  readonly latencyGrowth?: number;
}

const growthSchema = z.number().min(0, { error: 'expected a growth of 0 or more (0.2 is 20 %)' });

const minimumSchema: z.ZodType<number | Minimum> = z.union([
  shareSchema,
  z.strictObject({
    share: shareSchema.describe('The floor, from 0 to 1'),
    on: z
      .enum(['mean', 'bound'])
      .describe('Held against the mean, or against its one-sided lower bound'),
  }),
]);

const sliceSchema: z.ZodType<SlicePolicy> = z.strictObject({
  margin: marginSchema.describe('Drop that this slice may show, as a share').exactOptional(),
  minimum: z
    .union([shareSchema, z.record(nameSchema, shareSchema)])
    .describe('Floor of this slice, from 0 to 1; or one by scorer')
    .exactOptional(),
});

const budgetsSchema: z.ZodType<BudgetsFile> = z.strictObject({
  costPerCase: dollarsSchema.describe('US dollars that a case may cost').exactOptional(),
  p95Latency: durationSchema
    .describe('95th percentile of the latency, for example 2s')
    .exactOptional(),
  costGrowth: growthSchema
    .describe('Growth of the cost over the baseline, as a share')
    .exactOptional(),
  latencyGrowth: growthSchema
    .describe('Growth of the latency over the baseline, as a share')
    .exactOptional(),
});

/** Reads the rules of the gate. */
export const policyFileSchema: z.ZodType<PolicyFile> = z.strictObject({
  margin: marginSchema
    .describe('Drop that you would not mind, as a share (default 0.02)')
    .exactOptional(),
  confidence: z
    .number()
    .gt(0.5, { error: 'expected a confidence between 0.5 and 1, for example 0.95' })
    .lt(1, { error: 'expected a confidence between 0.5 and 1, for example 0.95' })
    .describe('Confidence of the one-sided bounds (default 0.95)')
    .exactOptional(),
  onInconclusive: z
    .enum(['auto', 'block', 'warn'])
    .describe('What an unsure comparison does (default auto)')
    .exactOptional(),
  onMissingBaseline: z
    .enum(['inconclusive', 'floors'])
    .describe('What happens without a baseline (default inconclusive)')
    .exactOptional(),
  primary: z
    .array(nameSchema)
    .min(1)
    .describe('Names of the scorers that decide; default: all that are not advisory')
    .exactOptional(),
  passAt: shareSchema.describe('A score counts as passed from here').exactOptional(),
  minimum: z.record(nameSchema, minimumSchema).describe('Floors by scorer').exactOptional(),
  slices: z
    .record(z.string().min(1), sliceSchema)
    .describe('Tags that block by themselves')
    .exactOptional(),
  budgets: budgetsSchema.describe('Limits of cost and latency').exactOptional(),
  maxFaults: shareSchema
    .describe('Share of trials that may be missing (default 0)')
    .exactOptional(),
  maxRemoved: z
    .union([countSchema, z.literal(0)])
    .describe('Cases that a change may remove (default 0)')
    .exactOptional(),
  maxAge: durationSchema
    .describe('Age from which a baseline is stale (default 14d)')
    .exactOptional(),
  onTimeout: z
    .enum(['fault', 'fail'])
    .describe('Whether a timeout is missing evidence or a wrong answer (default fault)')
    .exactOptional(),
});
