import type {
  BaselineAnswer,
  Comparison,
  GatePolicy,
  RuleChange,
  RunRecord,
  Severity,
  Waiver,
} from '@pawl/core';

import type { OldHardCase } from './old-hard-cases.ts';
import type { GuardProof } from './prove-guard.ts';

/** Everything that a verdict depends on: nothing else is read. */
export interface GateEvidence {
  readonly record: RunRecord;
  /** One a set and target, at most; a cell without one has no baseline. */
  readonly baselines: readonly BaselineAnswer[];
  /** ISO date-time of the judgement, for ages and waivers. */
  readonly at: string;
  /** Rules of this branch by set; left out: those that the record carries. */
  readonly policies?: Readonly<Record<string, GatePolicy>>;
  /** Rules of the base by set; left out: those that the baseline carries. Where they are known, they judge. */
  readonly basePolicies?: Readonly<Record<string, GatePolicy>>;
  readonly incidents?: readonly GateIncident[];
  readonly waivers?: readonly Waiver[];
  /** Proofs of today's guards; a guard that is not listed has not been tried. */
  readonly proofs?: readonly GuardProof[];
  /** What the old ruler says, where the change edits an eval set. */
  readonly oldRulers?: readonly OldRuler[];
  /** Cases that are still there and disabled on this branch. */
  readonly disabled?: readonly { readonly set: string; readonly case: string }[];
  /** The guards of the base, where its definitions are at hand: also those that no baseline knows yet. */
  readonly baseGuards?: readonly {
    readonly set: string;
    readonly case: string;
    readonly incident: string;
  }[];
  /** The base's definitions are at hand: a guard on which it does not differ, this change did not edit. */
  readonly baseKnown?: boolean;
  /** Trials that `--confirm` added. */
  readonly confirmed?: { readonly trials: number; readonly cases: number };
}

/** An incident as the gate needs to know it. */
export interface GateIncident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly url?: string;
  readonly closed: boolean;
  /** The cases that the incident's file names. */
  readonly guards?: readonly { readonly set: string; readonly case: string }[];
}

/** Head's outputs under base's definition of a set, compared with the baseline. */
export interface OldRuler {
  readonly set: string;
  readonly target: string;
  /** Left out with the reason in `notMeasured`. */
  readonly comparisons?: readonly Comparison[];
  readonly notMeasured?: string;
  /** The base's critical cases and guards, each by itself. */
  readonly hard?: readonly OldHardCase[];
  readonly edits: readonly RuleChange[];
}
