/** What the paired comparison says. */
export type ComparisonState = 'improved' | 'held' | 'regressed' | 'unsure' | 'not-comparable';

/** An estimate between its one-sided bounds, as shares of the scale. */
export interface Interval {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** Baseline beside candidate, paired case by case, for one scorer of one set on one target. */
export interface Comparison {
  readonly set: string;
  /** The candidate's target. */
  readonly target: string;
  /** Given where it is another one than the candidate's. */
  readonly baselineTarget?: string;
  readonly scorer: string;
  /** The tag, when this is a slice. */
  readonly slice?: string;
  readonly primary: boolean;
  readonly state: ComparisonState;
  /** Why it is not comparable, or why a held one is unsure: codes. */
  readonly reasons: readonly ComparisonReason[];
  readonly pairs: number;
  /** Pairs that passed in the baseline only, and in the candidate only. */
  readonly lost: number;
  readonly gained: number;
  readonly lostCases: readonly string[];
  readonly gainedCases: readonly string[];
  /** Pairs whose value fell, rose (any size). */
  readonly worse: number;
  readonly better: number;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Same id, other content. */
  readonly changed: readonly string[];
  /** Cases of both sides that only the candidate has a value for; left out: none. */
  readonly unknownBefore?: number;
  /** Pairs whose answer was shared, because the request is the same. */
  readonly shared: number;
  /** Means of case values over the pairs. */
  readonly baselineMean?: number;
  readonly candidateMean?: number;
  /** Candidate − baseline; left out where it cannot be estimated. */
  readonly difference?: Interval;
  readonly standardError?: number;
  readonly degreesOfFreedom?: number;
  readonly clusters: number;
  readonly margin: number;
  readonly confidence: number;
  /** The smallest drop this set could have shown with power 0.8; left out where it cannot be said. */
  readonly detectable?: number;
  /** Distinct cases needed before *held* can be said at this margin. */
  readonly needed: number;
  /** One-sided p-value for a drop. */
  readonly pWorse?: number;
  /** Holm-adjusted over the primary comparisons; BH for slices. */
  readonly pAdjusted?: number;
  readonly crossChecks?: CrossChecks;
}

/** Codes of reasons. */
export type ComparisonReason =
  | 'no-pairs'
  | 'scorer-changed'
  | 'scorer-missing'
  | 'judge-changed'
  | 'too-few-cases'
  | 'too-few-clusters'
  | 'cannot-estimate'
  | 'incomplete'
  | 'rescored';

/** For plain binary sets: other people's answers to the same question. Intervals are two-sided at 95 %. */
export interface CrossChecks {
  readonly mcnemarExactP: number;
  readonly mcnemarMidP: number;
  readonly tango: { readonly low: number; readonly high: number };
  readonly newcombe: { readonly low: number; readonly high: number };
}
