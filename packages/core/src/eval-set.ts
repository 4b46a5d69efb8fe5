import type { Json, JsonObject } from './json.ts';
import type { Place } from './place.ts';
import type { GatePolicy } from './policy.ts';
import type { ScorerSpec } from './scorer.ts';

/** One input, perhaps an expected answer. */
export interface EvalCase {
  readonly id: string;
  readonly input: Json;
  readonly expected?: Json;
  readonly tags: readonly string[];
  /** Cases of one cluster are not independent of each other. */
  readonly cluster?: string;
  readonly critical: boolean;
  readonly trials?: number;
  /** Scorers of this case alone, beside those of the set. */
  readonly scorers: readonly ScorerSpec[];
  readonly incidents: readonly string[];
  readonly disabled?: { readonly reason: string; readonly until?: string };
  readonly metadata?: JsonObject;
  /** Digest of input, expected, metadata and own scorers. */
  readonly hash: string;
  readonly place: Place;
}

/** A named, versioned, owned list of cases with its scorers. */
export interface EvalSet {
  readonly name: string;
  readonly version: string;
  readonly owner: string;
  readonly description?: string;
  /** Digest of everything above and below, cases included. */
  readonly digest: string;
  /** Relative to the project folder. */
  readonly folder: string;
  readonly file: string;
  readonly cases: readonly EvalCase[];
  /** Names of the targets; left out: the project's defaults. */
  readonly targets?: readonly string[];
  readonly trials: number;
  readonly scorers: readonly ScorerSpec[];
  readonly policy: GatePolicy;
  /** Whether model output may be executed by a `code` scorer. */
  readonly allowCode: boolean;
}
