import type { Comparison, Json, RunRecord, RunSummary } from '@pawl/core';

import type { IncidentFacts, WaiverFacts } from '../history/report-view.ts';
import type { Documents } from './citation.ts';

/** One configuration among those to decide between. */
export interface MemoOption {
  readonly runId: string;
  readonly target: string;
  readonly record: RunRecord;
  readonly summary: RunSummary;
  /** Cases that some answered trial failed, by the scorers that decide; without an answer none fails. */
  readonly failing: readonly { readonly set: string; readonly case: string }[];
}

/** One option beside the first, slices included, and the source under which it is cited. */
export interface MemoComparison {
  readonly source: string;
  readonly option: MemoOption;
  readonly comparisons: readonly Comparison[];
}

/** What a memo is made of. */
export interface MemoView {
  readonly title: string;
  /** ISO date-time. */
  readonly now: string;
  readonly options: readonly MemoOption[];
  readonly comparisons: readonly MemoComparison[];
  readonly incidents: readonly IncidentFacts[];
  readonly waivers: readonly WaiverFacts[];
  readonly documents: Documents;
}

/** The source under which a run's numbers are cited. */
export function runSource(runId: string): string {
  return `run ${runId}`;
}

/** The source under which a comparison is cited. */
export function compareSource(
  before: { readonly runId: string; readonly target: string },
  after: { readonly runId: string; readonly target: string },
): string {
  return `compare ${before.runId}:${before.target} ${after.runId}:${after.target}`;
}

/** A document as plain JSON. */
export function toJson(document: object): Json {
  const json: Json = JSON.parse(JSON.stringify(document));
  return json;
}
