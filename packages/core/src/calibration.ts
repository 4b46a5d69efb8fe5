/** How a scorer's passes and fails stand beside those of people. */
export interface ConfusionCounts {
  /** Both pass. */
  readonly truePass: number;
  /** The scorer passes what people fail. */
  readonly falsePass: number;
  /** The scorer fails what people pass. */
  readonly falseFail: number;
  /** Both fail. */
  readonly trueFail: number;
}

/** The ends of a two-sided interval at 95 %. */
export interface IntervalEnds {
  readonly low: number;
  readonly high: number;
}

/** A number between the ends of its two-sided interval at 95 %. */
export interface BoundedNumber extends IntervalEnds {
  readonly value: number;
}

/** Agreement of a scorer with people on the outputs that both judged. */
export interface Agreement {
  /** Outputs with a label and a score. */
  readonly n: number;
  readonly confusion: ConfusionCounts;
  /** Left out when there are too few labels to say anything. */
  readonly figures?: AgreementFigures;
  /** How well people agree with each other; left out where no output has two labels, or too few have. */
  readonly ceiling?: HumanCeiling;
  /** The pass share of all outputs, judged ones without a label included; left out when every output has a label. */
  readonly corrected?: CorrectedShares;
}

/** The figures of an agreement; what is not defined on these labels is left out. */
export interface AgreementFigures {
  /** Share of outputs on which scorer and people say the same. */
  readonly agreement: BoundedNumber;
  /** Cohen's kappa, with the interval of Fleiss, Cohen & Everitt. */
  readonly kappa?: BoundedNumber;
  /** Share of the outputs that people fail which the scorer fails too. */
  readonly sensitivityOnFails?: BoundedNumber;
  /** Share of the outputs that people pass which the scorer passes too. */
  readonly specificity?: BoundedNumber;
  /** Share that people pass, and that the scorer passes. */
  readonly humanShare: number;
  readonly scorerShare: number;
  /** How much of a true difference the scorer shows: 1 is all of it, 0 none. */
  readonly shrinkage?: number;
}

/** Agreement of people with each other. */
export interface HumanCeiling {
  /** Outputs with at least two labels. */
  readonly n: number;
  /** Of the first two labels. */
  readonly agreement: number;
  readonly kappa?: BoundedNumber;
  /** Krippendorff's alpha of all labels. */
  readonly alpha?: number;
  /** Its bootstrap interval, outputs drawn. */
  readonly alphaEnds?: IntervalEnds;
}

/** A scorer's pass share set right by the labels. */
export interface CorrectedShares {
  /** Outputs that have a score and no label. */
  readonly unlabelled: number;
  /** What the scorer says of all of them. */
  readonly scorerShare: number;
  /** After Rogan & Gladen; left out where the scorer is no better than chance. */
  readonly roganGladen?: BoundedNumber;
  /** Prediction-powered mean (PPI++). */
  readonly ppi?: BoundedNumber;
}

/** A scorer of a set held against human labels. */
export interface Calibration {
  readonly set: string;
  readonly scorer: string;
  /** Where the labels were read. */
  readonly labels: readonly string[];
  readonly overall: Agreement;
  readonly targets: readonly (Agreement & { readonly target: string })[];
  /** Intervals that hold where one case has several outputs; left out when there are too few labels. */
  readonly resampled?: ResampledAgreement;
  /** How the scorer stands to the order of two answers; left out where it never saw both orders. */
  readonly orders?: JudgedOrders;
  readonly leftOut: CalibrationLosses;
  /** Labels that cannot be read: how many, and the first of them. */
  readonly unreadable?: { readonly many: number; readonly labels: readonly UnreadableLabel[] };
}

/** Seeded bootstrap intervals of all targets together, every output of a case drawn with it. */
export interface ResampledAgreement {
  readonly cases: number;
  readonly agreement: IntervalEnds;
  /** Left out where kappa is not defined in a draw. */
  readonly kappa?: IntervalEnds;
}

/** What a pairwise judge said of pairs that it saw in both orders. */
export interface JudgedOrders {
  readonly pairs: number;
  /** Share of pairs with the same verdict in both orders. */
  readonly consistency: BoundedNumber;
  /**
   * From −1 to 1: of the verdicts that prefer an answer, the share for the one shown first minus the share for
   * the one shown last. Left out where no verdict prefers one.
   */
  readonly positionBias?: BoundedNumber;
}

/** A value where a label should stand that is neither a truth value nor a share from 0 to 1. */
export interface UnreadableLabel {
  readonly target: string;
  readonly case: string;
  readonly trial: number;
  /** In the row of the output. */
  readonly path: string;
  /** As JSON. */
  readonly value: string;
}

/** Outputs that cannot be compared, by what they lack. */
export interface CalibrationLosses {
  readonly unlabelled: number;
  readonly unscored: number;
  readonly faulted: number;
}
