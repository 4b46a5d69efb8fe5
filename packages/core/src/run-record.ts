import type { Fault } from './fault.ts';
import type { Finish } from './output.ts';
import type { Shard } from './plan.ts';
import type { JudgeCalls, RunTerms, SetStamp, StopReason, TargetStamp } from './run-event.ts';
import type { Score } from './score.ts';

/** One execution of a plan, folded from its events; outputs stay in the log. */
export interface RunRecord {
  readonly format: 1;
  readonly runId: string;
  readonly startedAt: string;
  /** Left out when the log was cut short: such a run is never whole. */
  readonly finishedAt?: string;
  readonly stopped?: StopReason;
  readonly harness: string;
  readonly commit?: string;
  readonly dirty?: boolean;
  readonly planDigest: string;
  readonly planned: number;
  readonly shard?: Shard;
  readonly partial?: boolean;
  readonly flags?: RunTerms;
  readonly sets: readonly SetStamp[];
  readonly targets: readonly TargetStamp[];
  /** One a set and target, in plan order. */
  readonly cells: readonly RecordCell[];
  /** Trials that finished more than once after a resume; the first one counts. */
  readonly duplicates: number;
  /** What all processes of the run asked of judges; left out when none was asked. */
  readonly judges?: JudgeCalls;
  readonly notes: readonly {
    readonly code: string;
    readonly at: string;
    readonly message: string;
  }[];
}

/** One set on one target. */
export interface RecordCell {
  readonly set: string;
  readonly target: string;
  /** Cases with at least one finished trial, in plan order. */
  readonly cases: readonly CaseRecord[];
}

/** The finished trials of one case on one target. */
export interface CaseRecord {
  readonly case: string;
  readonly hash: string;
  /** Digest of the rendered request; left out when no trial got that far. */
  readonly request?: string;
  /** In ascending order of `trial`. */
  readonly trials: readonly TrialRecord[];
}

/** A trial without its output. */
export type TrialRecord = AnsweredRecord | FaultedRecord;

/** An answered trial. */
export interface AnsweredRecord {
  readonly kind: 'answered';
  readonly trial: number;
  readonly scores: readonly Score[];
  readonly durationMs: number;
  readonly costUsd?: number;
  readonly savedUsd?: number;
  readonly cached?: true;
  readonly shared?: true;
  readonly attempts?: number;
  readonly finish?: Finish;
  /** It has neither a text nor a tool call. */
  readonly empty?: true;
  readonly servedModel?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

/** A faulted trial. */
export interface FaultedRecord {
  readonly kind: 'faulted';
  readonly trial: number;
  readonly fault: Fault;
  readonly durationMs: number;
}
