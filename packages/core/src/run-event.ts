import type { Fault } from './fault.ts';
import type { Output } from './output.ts';
import type { Place } from './place.ts';
import type { Shard } from './plan.ts';
import type { GatePolicy } from './policy.ts';
import type { Score } from './score.ts';

/** One line of `events.jsonl`: what happened, in the order in which it happened. */
export type RunEvent =
  | RunStarted
  | RunResumed
  | TrialStarted
  | TrialFinished
  | RunNoted
  | RunFinished;

/** The first event: what was planned, on which definitions. */
export interface RunStarted {
  readonly type: 'run-started';
  readonly format: 1;
  readonly runId: string;
  /** ISO date-time. */
  readonly at: string;
  /** Version of Pawl. */
  readonly harness: string;
  readonly commit?: string;
  readonly dirty?: boolean;
  readonly sets: readonly SetStamp[];
  readonly targets: readonly TargetStamp[];
  /** Digest of the complete plan, the same for all its shards. */
  readonly planDigest: string;
  /** Trials of this run (of this shard). */
  readonly planned: number;
  readonly shard?: Shard;
  /** Set when the user chose a part of the sets (`--case`, `--tag`, `--failed`): never a baseline. */
  readonly partial?: boolean;
  /** What the command line said of cache and money; whoever goes on with the run goes on with it. */
  readonly flags?: RunTerms;
}

/** The flags of a run that are no part of its plan. */
export interface RunTerms {
  readonly cache?: 'use' | 'refresh' | 'off' | 'only';
  /** US dollars. */
  readonly maxCost?: number;
}

/** A set as it stood when the run began. */
export interface SetStamp {
  readonly name: string;
  readonly version: string;
  readonly owner: string;
  readonly digest: string;
  readonly file: string;
  readonly targets: readonly string[];
  readonly scorers: readonly ScorerStamp[];
  readonly policy: GatePolicy;
  readonly cases: readonly CaseStamp[];
}

/** A scorer as it stood when the run began. */
export interface ScorerStamp {
  readonly name: string;
  readonly type: string;
  readonly digest: string;
  readonly binary: boolean;
  readonly advisory: boolean;
  /** Provider and model that a judge asks. */
  readonly judge?: string;
  /** For a scorer that single cases bring: their ids; left out: every case of the set. */
  readonly cases?: readonly string[];
}

/** A planned case: what the gate must know about it. */
export interface CaseStamp {
  readonly id: string;
  readonly hash: string;
  readonly trials: number;
  readonly cluster?: string;
  readonly tags?: readonly string[];
  readonly critical?: true;
  readonly incidents?: readonly string[];
  readonly place?: Place;
}

/** A target as it stood when the run began. */
export interface TargetStamp {
  readonly name: string;
  readonly provider: string;
  readonly digest: string;
  readonly transparent: boolean;
  readonly model?: string;
  /** The seed that its requests carry. */
  readonly seed?: number;
}

/** A later process goes on with the same plan. */
export interface RunResumed {
  readonly type: 'run-resumed';
  readonly at: string;
  readonly harness: string;
}

/** Which trial is meant; `index` is its place in the plan. */
export interface TrialKey {
  readonly index: number;
  readonly set: string;
  readonly case: string;
  readonly target: string;
  readonly trial: number;
}

/** Durable before the trial's request leaves. */
export interface TrialStarted extends TrialKey {
  readonly type: 'trial-started';
}

/** The trial's result, scored. */
export interface TrialFinished extends TrialKey {
  readonly type: 'trial-finished';
  /** Digest of the rendered request: target, prompt and input. */
  readonly request: string;
  readonly result: TrialResult;
}

/** What became of a trial. */
export type TrialResult = Answered | Faulted;

/** The target gave an output, and the scorers gave their opinions. */
export interface Answered {
  readonly kind: 'answered';
  /** Left out when the answer was shared with the baseline, which keeps no outputs. */
  readonly output?: Output;
  readonly scores: readonly Score[];
  /** Milliseconds of the answer, waits for a free place left out. */
  readonly durationMs: number;
  /** US dollars that were paid; left out where the price is unknown. */
  readonly costUsd?: number;
  /** US dollars that the cache saved. */
  readonly savedUsd?: number;
  readonly cached?: true;
  /** The request equals the baseline's, so the baseline's values were taken. */
  readonly shared?: true;
  readonly attempts?: number;
}

/** There is no output to score. */
export interface Faulted {
  readonly kind: 'faulted';
  readonly fault: Fault;
  readonly durationMs: number;
}

/** Something worth keeping that belongs to no single trial: a limit that moved, a cache entry that was bad. */
export interface RunNoted {
  readonly type: 'run-noted';
  readonly code: string;
  readonly at: string;
  readonly message: string;
}

/** The last event of a process that ended in order. */
export interface RunFinished {
  readonly type: 'run-finished';
  readonly at: string;
  /** Why new work was stopped early; left out when the plan was carried out. */
  readonly stopped?: StopReason;
  /** What this process asked of judges; left out when it asked none. */
  readonly judges?: JudgeCalls;
}

/** How often judges were asked, and what that cost. */
export interface JudgeCalls {
  readonly calls: number;
  /** US dollars; left out where a price is unknown. */
  readonly costUsd?: number;
}

/** Why a run ended before its plan did. */
export type StopReason =
  | 'interrupted'
  | 'auth'
  | 'quota'
  | 'rate-limited'
  | 'model-missing'
  | 'tls'
  | 'dns'
  | 'provider-down'
  | 'budget'
  | 'store';
