import type { FaultCode, Outcome } from '@pawl/core';
import { z } from 'zod';

/** What the history keeps of one run: its numbers, and for each case whether it passed; no outputs. */
export interface RunFacts {
  readonly format: 1;
  readonly runId: string;
  /** ISO date-time of the start. */
  readonly at: string;
  readonly finishedAt?: string;
  readonly commit?: string;
  readonly dirty?: boolean;
  readonly partial?: boolean;
  readonly outcome: 'complete' | 'incomplete';
  readonly reason?: string;
  readonly planned: number;
  readonly executed: number;
  readonly scored: number;
  readonly faulted: number;
  /** US dollars that were paid; left out where a price is unknown. */
  readonly cost?: number;
  /** US dollars that the cache saved. */
  readonly saved?: number;
  readonly verdict?: VerdictFacts;
  readonly cells: readonly CellFacts[];
}

/** What the gate said of a run. */
export interface VerdictFacts {
  readonly outcome: Outcome;
  readonly reason?: string;
  /** The findings that held it back, in words, the worst first. */
  readonly findings: readonly string[];
  /** Incidents whose guards failed. */
  readonly guards: readonly {
    readonly incident: string;
    readonly set: string;
    readonly target: string;
    readonly case: string;
  }[];
  /** `set` and `target` of every cell that was worse. */
  readonly worse: readonly { readonly set: string; readonly target: string }[];
}

/** One set on one target in one run. */
export interface CellFacts {
  readonly set: string;
  readonly setVersion: string;
  readonly owner: string;
  readonly setDigest: string;
  readonly target: string;
  readonly targetDigest: string;
  readonly model?: string;
  readonly servedModels: readonly string[];
  readonly scorers: readonly ScorerFacts[];
  /** Faults by kind. */
  readonly faults: Readonly<Partial<Record<FaultCode, number>>>;
  readonly trials: number;
  readonly cost?: number;
  readonly saved?: number;
  readonly latency?: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** For each k up to the smallest number of trials: any of k passes, all of k pass. */
  readonly passK: readonly { readonly k: number; readonly any: number; readonly all: number }[];
  /** Standard deviation of one trial around its case's mean, as a share; left out for single trials. */
  readonly trialSpread?: number;
  readonly margin: number;
  readonly maxAgeDays: number;
  /** Distinct cases without which nothing can be said at this margin. */
  readonly floor: number;
  readonly slices: readonly SliceFacts[];
  /** Ids of the cases, and by the same position the rest. */
  readonly cases: readonly string[];
  /** First eight digits of each case's digest. */
  readonly hashes: readonly string[];
  /** Trials that passed every deciding scorer. */
  readonly passed: readonly number[];
  /** Trials that gave an output. */
  readonly answered: readonly number[];
}

/** One scorer's numbers. */
export interface ScorerFacts {
  readonly name: string;
  readonly digest: string;
  readonly deciding: boolean;
  readonly judge?: string;
  readonly cases: number;
  readonly passed: number;
  readonly mean?: number;
  readonly low: number;
  readonly high: number;
  readonly unscored: number;
}

/** The first deciding scorer on the cases with one tag. */
export interface SliceFacts {
  readonly tag: string;
  readonly cases: number;
  readonly mean?: number;
  readonly low: number;
  readonly high: number;
}

const scorer: z.ZodType<ScorerFacts> = z.object({
  name: z.string(),
  digest: z.string(),
  deciding: z.boolean(),
  judge: z.string().exactOptional(),
  cases: z.number(),
  passed: z.number(),
  mean: z.number().exactOptional(),
  low: z.number(),
  high: z.number(),
  unscored: z.number(),
});

const slice: z.ZodType<SliceFacts> = z.object({
  tag: z.string(),
  cases: z.number(),
  mean: z.number().exactOptional(),
  low: z.number(),
  high: z.number(),
});

const cell: z.ZodType<CellFacts> = z.object({
  set: z.string(),
  setVersion: z.string(),
  owner: z.string(),
  setDigest: z.string(),
  target: z.string(),
  targetDigest: z.string(),
  model: z.string().exactOptional(),
  servedModels: z.array(z.string()),
  scorers: z.array(scorer),
  faults: z.record(z.string(), z.number()),
  trials: z.number(),
  cost: z.number().exactOptional(),
  saved: z.number().exactOptional(),
  latency: z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).exactOptional(),
  passK: z.array(z.object({ k: z.number(), any: z.number(), all: z.number() })),
  trialSpread: z.number().exactOptional(),
  margin: z.number(),
  maxAgeDays: z.number(),
  floor: z.number(),
  slices: z.array(slice),
  cases: z.array(z.string()),
  hashes: z.array(z.string()),
  passed: z.array(z.number()),
  answered: z.array(z.number()),
});

const place = z.object({ set: z.string(), target: z.string() });

const verdict: z.ZodType<VerdictFacts> = z.object({
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  reason: z.string().exactOptional(),
  findings: z.array(z.string()),
  guards: z.array(place.extend({ incident: z.string(), case: z.string() })),
  worse: z.array(place),
});

/** Reads the facts of a run from a file. */
export const runFactsSchema: z.ZodType<RunFacts> = z.object({
  format: z.literal(1),
  runId: z.string(),
  at: z.string(),
  finishedAt: z.string().exactOptional(),
  commit: z.string().exactOptional(),
  dirty: z.boolean().exactOptional(),
  partial: z.boolean().exactOptional(),
  outcome: z.enum(['complete', 'incomplete']),
  reason: z.string().exactOptional(),
  planned: z.number(),
  executed: z.number(),
  scored: z.number(),
  faulted: z.number(),
  cost: z.number().exactOptional(),
  saved: z.number().exactOptional(),
  verdict: verdict.exactOptional(),
  cells: z.array(cell),
});
