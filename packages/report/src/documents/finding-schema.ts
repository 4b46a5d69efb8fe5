import type { Finding } from '@pawl/core';
import { z } from 'zod';

import { comparisonSchema } from './comparison-schema.ts';

const place = {
  level: z.enum(['fail', 'doubt', 'note']),
  blocking: z.boolean(),
  set: z.string().exactOptional(),
  target: z.string().exactOptional(),
  scorer: z.string().exactOptional(),
  case: z.string().exactOptional(),
  incident: z.string().exactOptional(),
  fingerprint: z.string().exactOptional(),
  waivedBy: z.string().exactOptional(),
};

const text = z.string();
const maybeText = z.string().exactOptional();
const number = z.number();
const names = z.array(text).readonly();
const severity = z.enum(['sev1', 'sev2', 'sev3', 'sev4']);
const changes = z
  .array(
    z.object({
      what: text,
      before: maybeText,
      after: maybeText,
      direction: z.enum(['weaker', 'stricter', 'other']),
    }),
  )
  .readonly();

const guardFailed = z.object({
  ...place,
  code: z.literal('guard-failed'),
  trials: number,
  passed: number,
  severity,
  title: text,
  url: maybeText,
  scorers: names,
  closed: z.boolean(),
  passedBefore: z.boolean().exactOptional(),
  edits: changes.exactOptional(),
});

const criticalFailed = z.object({
  ...place,
  code: z.literal('critical-failed'),
  trials: number,
  passed: number,
  scorers: names,
  edits: changes.exactOptional(),
});

const guardMissing = z.object({
  ...place,
  code: z.literal('guard-missing'),
  how: z.enum(['removed', 'disabled', 'rescored', 'unlinked']),
  severity: severity.exactOptional(),
  title: maybeText,
  url: maybeText,
});

const guardUnproven = z.object({
  ...place,
  code: z.literal('guard-unproven'),
  severity,
  title: text,
  url: maybeText,
  reason: text,
});

const belowMinimum = z.object({
  ...place,
  code: z.literal('below-minimum'),
  share: number,
  minimum: number,
  on: z.enum(['mean', 'bound']),
  slice: maybeText,
});

const compared = z.object({
  ...place,
  code: z.enum([
    'regressed',
    'leaning-worse',
    'unsure',
    'held',
    'improved',
    'not-comparable',
    'slice-worse',
  ]),
  comparison: comparisonSchema,
});

const overBudget = z.object({
  ...place,
  code: z.enum(['cost-over-budget', 'latency-over-budget']),
  now: number,
  limit: number,
  low: number,
  high: number,
  baseline: number.exactOptional(),
  certain: z.boolean(),
});

const runUnfinished = z.object({
  ...place,
  code: z.literal('run-unfinished'),
  planned: number,
  finished: number,
  stopped: z
    .enum([
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
    ])
    .exactOptional(),
});

const missingTrials = z.object({
  ...place,
  code: z.literal('missing-trials'),
  planned: number,
  faulted: number,
  unscored: number,
  unknownBefore: number.exactOptional(),
  share: number,
  faults: z.record(text, number).readonly(),
  verdictHolds: z.boolean(),
});

const noBaseline = z.object({
  ...place,
  code: z.literal('no-baseline'),
  looked: names,
  floorsOnly: z.boolean(),
});

const badBaseline = z.object({
  ...place,
  code: z.literal('bad-baseline'),
  defect: text,
  source: text,
  detail: text,
});

const staleBaseline = z.object({
  ...place,
  code: z.literal('stale-baseline'),
  ageDays: number,
  maxAgeDays: number,
  source: text,
});

const cases = z.object({
  ...place,
  code: z.enum(['cases-added', 'cases-changed', 'cases-rescored']),
  cases: names,
});

const masked = z.object({
  ...place,
  code: z.literal('masked-regression'),
  old: comparisonSchema,
  now: comparisonSchema.exactOptional(),
  edits: changes,
});

const flaky = z.object({
  ...place,
  code: z.literal('flaky'),
  cases: z
    .array(
      z.object({
        case: text,
        passed: number,
        trials: number,
        variance: number.exactOptional(),
        needed: number.exactOptional(),
        earlier: z.object({ runs: number, mixed: number, flips: number }).exactOptional(),
      }),
    )
    .readonly(),
});

/** A finding as JSON carries it; its words stand beside its numbers and are made anew when it is read. */
export const findingSchema: z.ZodType<Finding> = z.discriminatedUnion('code', [
  guardFailed,
  criticalFailed,
  guardMissing,
  guardUnproven,
  belowMinimum,
  compared,
  overBudget,
  z.object({ ...place, code: z.literal('cost-unknown'), trials: number }),
  runUnfinished,
  missingTrials,
  z.object({
    ...place,
    code: z.literal('nothing-to-judge'),
    planned: number,
    slice: text.exactOptional(),
  }),
  noBaseline,
  badBaseline,
  staleBaseline,
  z.object({ ...place, code: z.literal('partial-run') }),
  cases,
  z.object({ ...place, code: z.literal('cases-removed'), cases: names, allowed: number }),
  z.object({ ...place, code: z.literal('rules-changed'), changes }),
  masked,
  z.object({ ...place, code: z.literal('stricter-set'), edits: changes }),
  z.object({ ...place, code: z.literal('edited-losses'), cases: names, edits: changes }),
  z.object({ ...place, code: z.literal('ruler-not-measured'), reason: text }),
  z.object({ ...place, code: z.literal('served-model-changed'), was: names, now: names }),
  z.object({ ...place, code: z.literal('drift'), cases: number, differing: number }),
  flaky,
  z.object({ ...place, code: z.literal('cut-answers'), trials: number, share: number }),
  z.object({ ...place, code: z.literal('few-clusters'), clusters: number }),
  z.object({ ...place, code: z.literal('confirmed'), trials: number, cases: number }),
  z.object({ ...place, code: z.literal('waiver-invalid'), file: text, why: text }),
  z.object({ ...place, code: z.literal('waiver-expired'), file: text, until: text, owner: text }),
]);
