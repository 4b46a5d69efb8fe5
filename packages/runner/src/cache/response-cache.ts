import type { Output } from '@pawl/core';

/** How a run uses the cache; `only` never calls a target. */
export type CacheMode = 'use' | 'refresh' | 'off' | 'only';

/** Answers that were paid for earlier, by the canonical text of their request. */
export interface ResponseCache {
  readonly mode: CacheMode;
  /** The kept answer to an equal request; `undefined` for a miss. */
  readonly find: (request: string) => CachedAnswer | undefined;
  /** Keeps an answer, soon; one that may not be kept is passed over. */
  readonly keep: (request: string, answer: CachedAnswer) => void;
  /** Told, in words, whatever was found to be wrong in the cache. */
  readonly onNote: (listener: (code: string, message: string) => void) => void;
  /** Writes what is not yet written. */
  readonly close: () => void;
}

/** An answer as the cache holds it. */
export interface CachedAnswer {
  readonly output: Output;
  /** Milliseconds that the answer took when it was paid for. */
  readonly durationMs: number;
}
