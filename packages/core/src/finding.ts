import type { Comparison } from './comparison.ts';
import type { Severity } from './policy.ts';
import type { StopReason } from './run-event.ts';

/** One reason, as data. Words for it are made in `@pawl/report` alone. */
export type Finding = FindingPlace & FindingDetail;

/** Where it belongs, and what it does to the outcome. */
export interface FindingPlace {
  readonly level: 'fail' | 'doubt' | 'note';
  /** A blocking doubt makes the verdict inconclusive. */
  readonly blocking: boolean;
  readonly set?: string;
  readonly target?: string;
  readonly scorer?: string;
  readonly case?: string;
  readonly incident?: string;
  /** Identity of exactly this regression, for a waiver. */
  readonly fingerprint?: string;
  /** The waiver that turned it into a note. */
  readonly waivedBy?: string;
}

/** What was found, by code, with its numbers. */
export type FindingDetail =
  // hard cases
  | {
      readonly code: 'guard-failed';
      readonly trials: number;
      readonly passed: number;
      readonly severity: Severity;
      readonly title: string;
      readonly url?: string;
      readonly scorers: readonly string[];
      readonly closed: boolean;
      /** It passed when the baseline was accepted: what was mended is broken again. */
      readonly passedBefore?: boolean;
      /** The edits of the set that hide it: it fails under the old definitions alone. */
      readonly edits?: readonly RuleChange[];
    }
  | {
      readonly code: 'critical-failed';
      readonly trials: number;
      readonly passed: number;
      readonly scorers: readonly string[];
      /** The edits of the set that hide it: it fails under the old definitions alone. */
      readonly edits?: readonly RuleChange[];
    }
  | {
      readonly code: 'guard-missing';
      readonly how: 'removed' | 'disabled' | 'rescored' | 'unlinked';
      readonly severity?: Severity;
      readonly title?: string;
      readonly url?: string;
    }
  | {
      readonly code: 'guard-unproven';
      readonly severity: Severity;
      readonly title: string;
      readonly url?: string;
      readonly reason: string;
    }
  // floors, comparison, slices, budgets
  | {
      readonly code: 'below-minimum';
      readonly share: number;
      readonly minimum: number;
      readonly on: 'mean' | 'bound';
      readonly slice?: string;
    }
  | { readonly code: 'regressed'; readonly comparison: Comparison }
  | { readonly code: 'leaning-worse'; readonly comparison: Comparison }
  | { readonly code: 'unsure'; readonly comparison: Comparison }
  | { readonly code: 'held'; readonly comparison: Comparison }
  | { readonly code: 'improved'; readonly comparison: Comparison }
  | { readonly code: 'not-comparable'; readonly comparison: Comparison }
  | { readonly code: 'slice-worse'; readonly comparison: Comparison }
  | {
      readonly code: 'cost-over-budget' | 'latency-over-budget';
      readonly now: number;
      readonly limit: number;
      readonly low: number;
      readonly high: number;
      readonly baseline?: number;
      readonly certain: boolean;
    }
  | { readonly code: 'cost-unknown'; readonly trials: number }
  // what is missing
  | {
      readonly code: 'run-unfinished';
      readonly planned: number;
      readonly finished: number;
      readonly stopped?: StopReason;
    }
  | {
      readonly code: 'missing-trials';
      readonly planned: number;
      readonly faulted: number;
      readonly unscored: number;
      /** Cases that the baseline has no value for; left out: none. */
      readonly unknownBefore?: number;
      readonly share: number;
      readonly faults: Readonly<Record<string, number>>;
      readonly verdictHolds: boolean;
    }
  | { readonly code: 'nothing-to-judge'; readonly planned: number; readonly slice?: string }
  | {
      readonly code: 'no-baseline';
      readonly looked: readonly string[];
      readonly floorsOnly: boolean;
    }
  | {
      readonly code: 'bad-baseline';
      readonly defect: string;
      readonly source: string;
      readonly detail: string;
    }
  | {
      readonly code: 'stale-baseline';
      readonly ageDays: number;
      readonly maxAgeDays: number;
      readonly source: string;
    }
  | { readonly code: 'partial-run' }
  // what the change did to the ruler
  | {
      readonly code: 'cases-added' | 'cases-changed' | 'cases-rescored';
      readonly cases: readonly string[];
    }
  | { readonly code: 'cases-removed'; readonly cases: readonly string[]; readonly allowed: number }
  | { readonly code: 'rules-changed'; readonly changes: readonly RuleChange[] }
  | {
      readonly code: 'masked-regression';
      readonly old: Comparison;
      readonly now?: Comparison;
      readonly edits: readonly RuleChange[];
    }
  | { readonly code: 'stricter-set'; readonly edits: readonly RuleChange[] }
  /** Too few to be a regression by themselves: they fail under the old definitions and pass under the edited ones. */
  | {
      readonly code: 'edited-losses';
      readonly cases: readonly string[];
      readonly edits: readonly RuleChange[];
    }
  | { readonly code: 'ruler-not-measured'; readonly reason: string }
  // what else is worth knowing
  | {
      readonly code: 'served-model-changed';
      readonly was: readonly string[];
      readonly now: readonly string[];
    }
  | { readonly code: 'drift'; readonly cases: number; readonly differing: number }
  | { readonly code: 'flaky'; readonly cases: readonly FlakyCase[] }
  | { readonly code: 'cut-answers'; readonly trials: number; readonly share: number }
  | { readonly code: 'few-clusters'; readonly clusters: number }
  | { readonly code: 'confirmed'; readonly trials: number; readonly cases: number }
  | { readonly code: 'waiver-invalid'; readonly file: string; readonly why: string }
  | {
      readonly code: 'waiver-expired';
      readonly file: string;
      readonly until: string;
      readonly owner: string;
    };

/** The code of a finding. */
export type FindingCode = FindingDetail['code'];

/** One rule or definition before and after the change. */
export interface RuleChange {
  /** `margin`, `scorer answer`, `case refund-eu-14d`, … */
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  /** Whether it makes the gate weaker, stricter, or neither. */
  readonly direction: 'weaker' | 'stricter' | 'other';
}

/** A case whose trials disagree. */
export interface FlakyCase {
  readonly case: string;
  readonly passed: number;
  readonly trials: number;
  /** Unbiased variance of passing between its trials, p(1 − p)·n/(n − 1): from 0 to 0.5. */
  readonly variance?: number;
  /** Trials needed before a change of this case would be seen. */
  readonly needed?: number;
  /** What earlier runs know of it; left out where there is none. */
  readonly earlier?: FlakyPast;
}

/** How a flaky case fared in the runs before. */
export interface FlakyPast {
  /** Runs that answered it. */
  readonly runs: number;
  /** Runs in which its trials disagreed too. */
  readonly mixed: number;
  /** Changes from passed to failed or back; runs whose trials disagree are stepped over. */
  readonly flips: number;
}
