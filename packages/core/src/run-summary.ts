/** A share between the ends of its two-sided interval. */
export interface ShareInterval {
  readonly low: number;
  readonly high: number;
  /** Confidence level, for example 0.95. */
  readonly level: number;
}

/** The numbers of one scorer on one set and target. */
export interface SummaryCell {
  readonly set: string;
  readonly setVersion: string;
  readonly target: string;
  readonly scorer: string;
  readonly cases: number;
  readonly trials: number;
  /** Cases whose every trial passes. */
  readonly passed: number;
  /** Mean of case values; left out when no trial was scored, and then the interval is the whole scale. */
  readonly mean?: number;
  readonly interval: ShareInterval;
  /** Chance that at least one of k trials passes, by k from 1 on; left out where each case has one trial. */
  readonly passAtK?: Readonly<Record<string, number>>;
  /** Chance that all of k trials pass, by k from 1 on; left out where each case has one trial. */
  readonly passHatK?: Readonly<Record<string, number>>;
  readonly unscored: number;
  readonly faulted: number;
  /** Left out when no trial was answered. */
  readonly latencyMs?: { readonly p50: number; readonly p95: number };
  /** US dollars; left out where a price is unknown. */
  readonly costUsd?: number;
}

/** A run in numbers: what `pawl run --json` prints and `run.json` begins with. */
export interface RunSummary {
  readonly format: 1;
  readonly runId: string;
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
  readonly cells: readonly SummaryCell[];
}
