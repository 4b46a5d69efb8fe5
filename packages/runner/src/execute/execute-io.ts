import type {
  OpenTarget,
  Output,
  PlannedTrial,
  RunStarted,
  Score,
  Target,
  TargetRequest,
  TrialFinished,
} from '@pawl/core';

import type { ResponseCache } from '../cache/response-cache.ts';
import type { CallControl } from '../calls/call-control.ts';

/** What carrying out a plan needs of the world. */
export interface ExecuteIo {
  readonly start: RunStarted;
  /** Throws a `UsageError` when the target cannot be opened: then nothing is run. */
  readonly open: (target: Target) => Promise<OpenTarget>;
  /** Renders the trial's request; `digest` is that of the rendered request. */
  readonly request: (trial: PlannedTrial) => PlannedRequest;
  /** Answers `unscored` for a scorer that throws. */
  readonly score: (trial: PlannedTrial, answer: Answer) => Promise<readonly Score[]>;
  /** The baseline's values for an equal request; then no call is made. */
  readonly shared?: (trial: PlannedTrial, digest: string) => readonly Score[] | undefined;
  /** Trials that an earlier process finished. */
  readonly done?: (index: number) => boolean;
  /** An answer that an earlier run got to this trial: taken over, and no call is made. */
  readonly replay?: (trial: PlannedTrial) => TrialFinished | undefined;
  /** Trials that were in flight when an earlier process died: each is run alone, before all others. */
  readonly suspect?: (index: number) => boolean;
  /** Most requests in flight at once, all providers together. */
  readonly concurrency: number;
  readonly maxCostUsd?: number;
  /** No new trials; what is in flight has ten seconds. */
  readonly signal: AbortSignal;
  /** What is in flight is dropped too. */
  readonly hardSignal: AbortSignal;
  readonly now: () => Date;
  /** Monotonic milliseconds. */
  readonly clock: () => number;
  /** From 0 to 1, 1 excluded. */
  readonly random: () => number;
  readonly cache?: ResponseCache;
  /** Handed in when judges share limits and budget with the targets; left out: this run's own. */
  readonly calls?: CallControl;
}

/** A rendered request and its digest. */
export interface PlannedRequest {
  readonly request: TargetRequest;
  /** Canonical text of its messages; left out where there are none. */
  readonly messagesText?: () => string;
  readonly digest: string;
}

/** What the scorers are given beside the trial. */
export interface Answer {
  readonly output: Output;
  /** Left out where nobody measured it: of outputs that were recorded without it. */
  readonly durationMs?: number;
  readonly costUsd?: number;
}
