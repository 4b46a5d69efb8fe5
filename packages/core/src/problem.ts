import type { Place } from './place.ts';

/** One mistake in one of the user's files: what is wrong, where, and what to write instead. */
export interface Problem {
  readonly code: string;
  readonly place: Place;
  readonly message: string;
  readonly hint?: string;
  /** A warning is shown and does not stop the run. */
  readonly severity: 'error' | 'warning';
}
