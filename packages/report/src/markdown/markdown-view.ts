import type { Place, RunSummary } from '@pawl/core';

import type { Trend } from '../terminal/runs.ts';
import type { VerdictView } from '../terminal/verdict.ts';

/** What a comment or a job summary is drawn from. */
export interface MarkdownView extends VerdictView {
  readonly summary?: RunSummary;
  readonly compared?: Compared;
  readonly links?: MarkdownLinks;
  readonly trends?: readonly Trend[];
  /** Plain sentences at the end: which baseline was taken and why. */
  readonly footnotes?: readonly string[];
  /** 60,000 where nothing else is said. */
  readonly maxBytes?: number;
}

/** What was held against what. */
export interface Compared {
  readonly head: string;
  readonly baseline?: string;
  /** Name of the branch of the baseline. */
  readonly branch?: string;
  /** How long ago it was measured: `2 h ago`. */
  readonly age?: string;
  /** Commits between the wanted baseline and the one that was found. */
  readonly distance?: number;
}

/** Where things lead; nothing leads anywhere but to allowed hosts. */
export interface MarkdownLinks {
  readonly allowedHosts: readonly string[];
  readonly caseUrl?: (place: Place) => string;
  readonly waiverUrl?: string;
  readonly reportUrl?: string;
  readonly downloadUrl?: string;
}
