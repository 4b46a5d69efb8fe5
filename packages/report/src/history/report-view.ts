import type { BoundedNumber, Comparison, Severity } from '@pawl/core';

import type { History } from './build-history.ts';

/** Everything that the pages for people are made of. Plain values: the same view gives the same page. */
export interface ReportView {
  /** Name of the project. */
  readonly project: string;
  /** ISO date-time at which the page is made. */
  readonly now: string;
  /** ISO date-time from which changes are told. */
  readonly since: string;
  /** Whether `since` is the day of the last review. */
  readonly sinceReview: boolean;
  readonly history: History;
  readonly shifts: readonly Shift[];
  /** Each series' largest fall between two neighbouring runs of the period, where there was one. */
  readonly falls: readonly Shift[];
  readonly talks: readonly CaseTalk[];
  readonly incidents: readonly IncidentFacts[];
  readonly waivers: readonly WaiverFacts[];
  /** What could not be read and is missing on the page, in words. */
  readonly gaps: readonly string[];
  readonly decisions: readonly OpenDecision[];
  /** Oldest first. */
  readonly releases: readonly Release[];
  /** Kept results of `pawl judge calibrate`, oldest first. */
  readonly calibrations: readonly CalibrationFacts[];
  /** How many failures of guards were held back: of all incidents, of each severity, of each owner. */
  readonly catches: readonly CatchFacts[];
}

/** A tag of the repository, at the moment of its commit. */
export interface Release {
  readonly name: string;
  /** ISO date-time. */
  readonly at: string;
}

/** How far a scorer agreed with people at one time. */
export interface CalibrationFacts {
  readonly set: string;
  readonly scorer: string;
  /** ISO date-time. */
  readonly at: string;
  readonly commit?: string;
  /** Outputs with a label and a score. */
  readonly outputs: number;
  /** Where the labels were read, and whose outputs they are. */
  readonly labels: readonly string[];
  readonly targets: readonly string[];
  /** Left out where there were too few labels. */
  readonly agreement?: BoundedNumber;
  readonly kappa?: BoundedNumber;
}

/** Failures of guards in judged runs, and how many of them were held back before the merge. */
export interface CatchFacts {
  readonly group: 'all' | 'severity' | 'owner';
  /** The severity or the owner; empty for all, and for incidents that nobody owns. */
  readonly name: string;
  readonly failures: number;
  readonly caught: number;
  /** Wilson's interval of the share. */
  readonly low: number;
  readonly high: number;
}

/** One series' newest run beside the last run before the period, compared by the gate. */
export interface Shift {
  readonly set: string;
  readonly target: string;
  readonly from: string;
  readonly to: string;
  readonly comparison: Comparison;
  /** Distinct cases with which the set would see a loss of its margin four times out of five (power 0.8). */
  readonly forPower: number;
}

/** Why a case is worth a meeting's time, the gravest first. */
export type TalkReason = 'guard' | 'critical' | 'broke' | 'rebroke' | 'flaky';

/** One case to talk about. */
export interface CaseTalk {
  readonly set: string;
  readonly target: string;
  readonly case: string;
  readonly reason: TalkReason;
  readonly incidents: readonly string[];
  readonly input?: string;
  readonly expected?: string;
  readonly before?: TalkSide;
  readonly after?: TalkSide;
}

/** What a run says of one case. */
export interface TalkSide {
  readonly runId: string;
  readonly at: string;
  readonly passed: number;
  /** Trials that gave an output. */
  readonly trials: number;
  /** Trials that gave none; left out: none. */
  readonly faulted?: number;
  /** The output of the first trial that decides the case. */
  readonly text?: string;
  readonly fault?: string;
  readonly scores: readonly {
    readonly scorer: string;
    readonly value?: number;
    readonly reason?: string;
  }[];
}

/** An incident and what its guards are worth today. */
export interface IncidentFacts {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly owner?: string;
  readonly occurred?: string;
  readonly closed?: string;
  readonly url?: string;
  readonly guards: readonly GuardFacts[];
}

/** One guard of an incident. */
export interface GuardFacts {
  readonly set: string;
  readonly case: string;
  /** `untried`: its scorers ask a model, `pawl incident verify` tries them. */
  readonly state: 'proven' | 'unproven' | 'stale' | 'untried';
  readonly why?: string;
}

/** A waiver as its file says it. */
export interface WaiverFacts {
  readonly file: string;
  readonly set: string;
  readonly target?: string;
  readonly cases: readonly string[];
  readonly reason: string;
  readonly why: string;
  readonly owner: string;
  readonly until: string;
}

/** What a review decided and nobody has closed yet. */
export interface OpenDecision {
  readonly item: string;
  readonly title: string;
  readonly decision: string;
  readonly owner?: string;
  readonly due?: string;
}
