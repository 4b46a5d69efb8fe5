import type { RunSummary, SummaryCell } from '@pawl/core';
import { z } from 'zod';

/** What `pawl run --json` prints: the run in numbers, and nothing of it in words. */
export function runDocument(summary: RunSummary): RunSummary {
  return summary;
}

const many = z.int().nonnegative();
const share = z.number().min(0).max(1);
const byTrials = z.record(z.string(), share).readonly();

const cell: z.ZodType<SummaryCell> = z.object({
  set: z.string(),
  setVersion: z.string(),
  target: z.string(),
  scorer: z.string(),
  cases: many,
  trials: many,
  passed: many.describe('Cases whose every trial passes.'),
  mean: share.exactOptional().describe('Left out when no trial was scored.'),
  interval: z.object({ low: share, high: share, level: share }),
  passAtK: byTrials.exactOptional().describe('Chance that at least one of k trials passes, by k.'),
  passHatK: byTrials.exactOptional().describe('Chance that all of k trials pass, by k.'),
  unscored: many,
  faulted: many,
  latencyMs: z.object({ p50: z.number(), p95: z.number() }).exactOptional(),
  costUsd: z.number().exactOptional(),
});

/** The schema of that document. */
export const runDocumentSchema: z.ZodType<RunSummary> = z.object({
  format: z.literal(1),
  runId: z.string(),
  outcome: z.enum(['complete', 'incomplete']),
  reason: z.string().exactOptional(),
  planned: many,
  executed: many,
  scored: many,
  faulted: many,
  cost: z.number().exactOptional(),
  saved: z.number().exactOptional(),
  cells: z.array(cell).readonly(),
});
