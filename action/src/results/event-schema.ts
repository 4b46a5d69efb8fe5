import { faultTraits } from '@pawl/core';
import type { GatePolicy, JudgeCalls, RunEvent, Score, TrialResult } from '@pawl/core';
import { z } from 'zod';

/** Numbers of a record are finite and in range; texts are bounded; names look like names. */
const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/);
const label = z.string().max(200);
const text = z.string().max(4_000);
const share = z.number().min(0).max(1);
const count = z.int().min(0).max(10_000_000);
const milliseconds = z.number().min(0).max(1e12);
const dollars = z.number().min(0).max(1e9);
const digest = z.string().max(200);
const instant = z.iso.datetime({ offset: true });
const severity = z.enum(['sev1', 'sev2', 'sev3', 'sev4']);
const stopReason = z.enum([
  'interrupted',
  'auth',
  'quota',
  'rate-limited',
  'model-missing',
  'tls',
  'dns',
  'provider-down',
  'budget',
  'store',
]);

const policy: z.ZodType<GatePolicy> = z.object({
  margin: share,
  confidence: share,
  onInconclusive: z.enum(['auto', 'block', 'warn']),
  onMissingBaseline: z.enum(['inconclusive', 'floors']),
  primary: z.array(label).max(1000).exactOptional(),
  passAt: share.exactOptional(),
  minimum: z.record(label, z.object({ share, on: z.enum(['mean', 'bound']) })),
  slices: z.record(
    label,
    z.object({ margin: share.exactOptional(), minimum: share.exactOptional() }),
  ),
  budgets: z.object({
    costPerCase: dollars.exactOptional(),
    p95LatencyMs: milliseconds.exactOptional(),
    costGrowth: z.number().min(0).max(1e6).exactOptional(),
    latencyGrowth: z.number().min(0).max(1e6).exactOptional(),
  }),
  maxFaults: share,
  maxRemoved: count,
  maxAgeDays: z.number().min(0).max(1e5),
  onTimeout: z.enum(['fault', 'fail']),
  blockingSeverities: z.array(severity).max(4),
});

const scorerStamp = z.object({
  name: label,
  type: label,
  digest,
  binary: z.boolean(),
  advisory: z.boolean(),
  judge: label.exactOptional(),
  cases: z.array(label).max(1_000_000).exactOptional(),
});

/** Where a case stands is not read from here: the checked-out tree says it. */
const caseStamp = z.object({
  id: label,
  hash: digest,
  trials: z.int().min(1).max(1000),
  cluster: label.exactOptional(),
  tags: z.array(label).max(100).exactOptional(),
  critical: z.literal(true).exactOptional(),
  incidents: z.array(label).max(100).exactOptional(),
});

const setStamp = z.object({
  name,
  version: label,
  owner: label,
  digest,
  file: z.string().max(1000),
  targets: z.array(name).min(1).max(100),
  scorers: z.array(scorerStamp).max(1000),
  policy,
  cases: z.array(caseStamp).max(1_000_000),
});

const targetStamp = z.object({
  name,
  provider: label,
  digest,
  transparent: z.boolean(),
  model: label.exactOptional(),
});

const shard = z.object({ index: z.int().min(1).max(10_000), count: z.int().min(1).max(10_000) });

const runStarted = z.object({
  type: z.literal('run-started'),
  format: z.literal(1),
  runId: z.string().regex(/^\w[\w.-]{0,99}$/),
  at: instant,
  harness: label,
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .exactOptional(),
  dirty: z.boolean().exactOptional(),
  sets: z.array(setStamp).min(1).max(1000),
  targets: z.array(targetStamp).max(1000),
  planDigest: digest,
  planned: count,
  shard: shard.exactOptional(),
  partial: z.boolean().exactOptional(),
});

const trialKey = { index: count, set: name, case: label, target: name, trial: count };

const score: z.ZodType<Score> = z.union([
  z.object({ kind: z.literal('scored'), scorer: label, value: share }),
  z.object({ kind: z.literal('unscored'), scorer: label, reason: z.string().transform(cutText) }),
]);

function cutText(long: string): string {
  return long.slice(0, 1000);
}

const finish = z.enum(['stop', 'length', 'refusal', 'filter', 'tool-calls', 'other']);
const faultCode = z.custom<keyof typeof faultTraits>(
  (value) => typeof value === 'string' && Object.hasOwn(faultTraits, value),
);

/** Of an output only what the gate counts; the text itself stays in the file. */
const output = z
  .object({
    finish: finish.exactOptional(),
    servedModel: label.exactOptional(),
    usage: z
      .object({ inputTokens: count.exactOptional(), outputTokens: count.exactOptional() })
      .exactOptional(),
  })
  .transform((kept) => ({ ...kept, text: '' }));

const result: z.ZodType<TrialResult> = z.union([
  z.object({
    kind: z.literal('answered'),
    output: output.exactOptional(),
    scores: z.array(score).max(1000),
    durationMs: milliseconds,
    costUsd: dollars.exactOptional(),
    savedUsd: dollars.exactOptional(),
    cached: z.literal(true).exactOptional(),
    shared: z.literal(true).exactOptional(),
    attempts: count.exactOptional(),
  }),
  z.object({
    kind: z.literal('faulted'),
    fault: z.object({
      code: faultCode,
      message: z.string().transform(cutText),
      attempts: count.exactOptional(),
      status: count.exactOptional(),
    }),
    durationMs: milliseconds,
  }),
]);

const judgeCalls: z.ZodType<JudgeCalls> = z.object({
  calls: count,
  costUsd: dollars.exactOptional(),
});

/** One event of a run as hostile data: unknown fields are dropped, everything kept is bounded. */
export const eventSchema: z.ZodType<RunEvent> = z.discriminatedUnion('type', [
  runStarted,
  z.object({ type: z.literal('run-resumed'), at: instant, harness: label }),
  z.object({ type: z.literal('trial-started'), ...trialKey }),
  z.object({ type: z.literal('trial-finished'), ...trialKey, request: digest, result }),
  z.object({ type: z.literal('run-noted'), code: label, at: instant, message: text }),
  z.object({
    type: z.literal('run-finished'),
    at: instant,
    stopped: stopReason.exactOptional(),
    judges: judgeCalls.exactOptional(),
  }),
]);
