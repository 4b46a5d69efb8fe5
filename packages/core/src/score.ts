import type { JsonObject } from './json.ts';

/** A scorer's opinion on one output: a value from 0 to 1, or unscored with a reason. */
export type Score = Scored | Unscored;

/** An opinion with a value; `value` is finite, from 0 to 1. */
export interface Scored {
  readonly kind: 'scored';
  readonly scorer: string;
  readonly value: number;
  readonly reason?: string;
  readonly metadata?: JsonObject;
}

/** No opinion, and why. */
export interface Unscored {
  readonly kind: 'unscored';
  readonly scorer: string;
  readonly reason: string;
}
