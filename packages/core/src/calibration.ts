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

/** A number between the ends of its two-sided interval at 95 %. */
export interface BoundedNumber {
  readonly value: number;
  readonly low: number;
  readonly high: number;
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
  readonly leftOut: CalibrationLosses;
}

/** Outputs that cannot be compared, by what they lack. */
export interface CalibrationLosses {
  readonly unlabelled: number;
  readonly unscored: number;
  readonly faulted: number;
}
