import { z } from 'zod';

import type { JsonObject } from './json.ts';
import type { Budgets, GatePolicy, Minimum, SlicePolicy } from './policy.ts';

const share = z.number().min(0).max(1);
const severity = z.enum(['sev1', 'sev2', 'sev3', 'sev4']);

const minimum: z.ZodType<Minimum> = z.strictObject({ share, on: z.enum(['mean', 'bound']) });
const slice: z.ZodType<SlicePolicy> = z.strictObject({
  margin: share.exactOptional(),
  minimum: z.union([share, z.record(z.string(), share)]).exactOptional(),
});
const budgets: z.ZodType<Budgets> = z.strictObject({
  costPerCase: z.number().min(0).exactOptional(),
  p95LatencyMs: z.number().min(0).exactOptional(),
  costGrowth: z.number().min(0).exactOptional(),
  latencyGrowth: z.number().min(0).exactOptional(),
});

const policySchema: z.ZodType<GatePolicy> = z.object({
  margin: z.number().gt(0).lt(1),
  confidence: z.number().gt(0.5).lt(1),
  onInconclusive: z.enum(['auto', 'block', 'warn']),
  onMissingBaseline: z.enum(['inconclusive', 'floors']),
  primary: z.array(z.string()).exactOptional(),
  passAt: share.exactOptional(),
  minimum: z.record(z.string(), minimum),
  slices: z.record(z.string(), slice),
  budgets,
  maxFaults: share,
  maxRemoved: z.number().min(0),
  maxAgeDays: z.number().min(0),
  onTimeout: z.enum(['fault', 'fail']),
  blockingSeverities: z.array(severity),
});

/** A complete policy out of plain data, such as a baseline carries; `undefined` when it is not one. */
export function readPolicy(data: JsonObject): GatePolicy | undefined {
  const parsed = policySchema.safeParse(data);
  return parsed.success ? parsed.data : undefined;
}
