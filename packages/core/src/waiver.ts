import type { Place } from './place.ts';

/** A file by which a named person accepts named regressions until a date. */
export interface Waiver {
  readonly set: string;
  readonly target?: string;
  readonly cases: readonly string[];
  /** Digest of exactly the regression observed. */
  readonly fingerprint: string;
  /** `accepted-tradeoff`, `false-positive`, `fixed-in:#123`, `tracked:#456` or `will-revert`. */
  readonly reason: string;
  readonly why: string;
  readonly owner: string;
  readonly approvers: readonly string[];
  /** Last day it holds, `YYYY-MM-DD`, at most 30 days after `created`. */
  readonly until: string;
  readonly created?: string;
  /** A share; a further fall is a new regression. */
  readonly maxDrop?: number;
  readonly place: Place;
}
