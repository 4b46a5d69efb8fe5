import type { JsonObject } from './json.ts';

/** The accepted values of one set on one target that a run is held against. */
export interface Baseline {
  readonly header: BaselineHeader;
  readonly cases: ReadonlyMap<string, BaselineCase>;
}

/** First line of a baseline file. */
export interface BaselineHeader {
  readonly format: 1;
  readonly set: string;
  readonly setVersion: string;
  readonly target: string;
  readonly commit?: string;
  readonly runId: string;
  /** ISO date-time at which the run was made. */
  readonly at: string;
  /** Digest of each scorer. */
  readonly scorers: Readonly<Record<string, string>>;
  /** Names of the scorers that were shown and did not decide; left out: none. */
  readonly advisory?: readonly string[];
  /** Provider and model of each judge. */
  readonly judges: Readonly<Record<string, string>>;
  /** The policy that judged the run, as data. */
  readonly policy: JsonObject;
  readonly targetDigest?: string;
  readonly requestedModel?: string;
  readonly servedModels?: readonly string[];
}

/** One case's accepted values. */
export interface BaselineCase {
  readonly case: string;
  readonly hash: string;
  readonly request: string;
  /** One value a trial, in order. */
  readonly scores: Readonly<Record<string, readonly number[]>>;
  /** US dollars a trial, mean. */
  readonly cost?: number;
  /** Milliseconds a trial, mean. */
  readonly ms?: number;
  readonly cluster?: string;
  readonly tags?: readonly string[];
  readonly critical?: true;
  readonly incidents?: readonly string[];
}

/** What was found where a baseline was looked for. */
export type BaselineAnswer =
  | {
      readonly kind: 'found';
      readonly set: string;
      readonly target: string;
      readonly baseline: Baseline;
      readonly source: string;
      /** Digests of the scorers that gave the accepted values, where its outputs were scored again since. */
      readonly rescoredFrom?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'missing';
      readonly set: string;
      readonly target: string;
      readonly looked: readonly string[];
    }
  | {
      readonly kind: 'unreadable';
      readonly set: string;
      readonly target: string;
      readonly source: string;
      readonly code: BaselineDefect;
      readonly message: string;
    };

/** Why a baseline could not be read; `no-base`: the commit that it must be read from is not known. */
export type BaselineDefect = 'corrupt' | 'truncated' | 'newer-format' | 'foreign' | 'no-base';
