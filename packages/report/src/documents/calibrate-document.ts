import type {
  Agreement,
  BoundedNumber,
  Calibration,
  CalibrationLosses,
  ConfusionCounts,
  CorrectedShares,
  HumanCeiling,
  IntervalEnds,
  JudgedOrders,
  ResampledAgreement,
} from '@pawl/core';
import { z } from 'zod';

/** What `pawl judge calibrate --json` prints: all targets together, then each by itself. */
export interface CalibrateDocument extends AgreementDocument {
  readonly format: 1;
  readonly set: string;
  readonly scorer: string;
  readonly labels: readonly string[];
  readonly leftOut: CalibrationLosses;
  readonly unreadable?: NonNullable<Calibration['unreadable']>;
  readonly resampled?: ResampledAgreement;
  readonly orders?: JudgedOrders;
  readonly targets: readonly (AgreementDocument & { readonly target: string })[];
}

/** An agreement as a document; what cannot be said of these labels is left out. */
export interface AgreementDocument {
  readonly outcome: 'measured' | 'too-few';
  readonly n: number;
  readonly agreement?: number;
  readonly kappa?: BoundedNumber;
  readonly confusion: ConfusionCounts;
  readonly sensitivityOnFails?: number;
  readonly specificity?: number;
  readonly intervals?: Readonly<Record<string, IntervalEnds>>;
  readonly humanShare?: number;
  readonly scorerShare?: number;
  readonly shrinkage?: number;
  readonly ceiling?: HumanCeiling;
  readonly corrected?: CorrectedShares;
}

/** A calibration as a document. */
export function calibrateDocument(calibration: Calibration): CalibrateDocument {
  const { set, scorer, labels, leftOut, overall, targets, ...more } = calibration;
  const { resampled, orders, unreadable } = more;
  return {
    format: 1,
    set,
    scorer,
    ...toDocument(overall),
    labels,
    leftOut,
    ...(unreadable === undefined ? {} : { unreadable }),
    ...(resampled === undefined ? {} : { resampled }),
    ...(orders === undefined ? {} : { orders }),
    targets: targets.map(({ target, ...agreement }) => ({ target, ...toDocument(agreement) })),
  };
}

function toDocument({ n, confusion, figures, ...more }: Agreement): AgreementDocument {
  if (figures === undefined) return { outcome: 'too-few', n, confusion, ...more };
  const { agreement, kappa, sensitivityOnFails, specificity, ...shares } = figures;
  return {
    outcome: 'measured',
    n,
    agreement: agreement.value,
    ...(kappa === undefined ? {} : { kappa }),
    confusion,
    ...(sensitivityOnFails === undefined ? {} : { sensitivityOnFails: sensitivityOnFails.value }),
    ...(specificity === undefined ? {} : { specificity: specificity.value }),
    intervals: endsOf({ agreement, sensitivityOnFails, specificity }),
    ...shares,
    ...more,
  };
}

function endsOf(
  numbers: Readonly<Record<string, BoundedNumber | undefined>>,
): Record<string, IntervalEnds> {
  return Object.fromEntries(
    Object.entries(numbers).flatMap(([name, number]) =>
      number === undefined ? [] : [[name, { low: number.low, high: number.high }]],
    ),
  );
}

const many = z.int().nonnegative();
const share = z.number().min(0).max(1);
const beyondChance = z.number().min(-1).max(1);

const bounded: z.ZodType<BoundedNumber> = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
});
const ends: z.ZodType<IntervalEnds> = z.object({ low: z.number(), high: z.number() });

const agreementShape = {
  outcome: z.enum(['measured', 'too-few']).describe('`too-few`: fewer than 30 labels.'),
  n: many.describe('Outputs with a label and a score.'),
  agreement: share.exactOptional().describe('Share on which scorer and people say the same.'),
  kappa: bounded
    .exactOptional()
    .describe("Cohen's kappa, with the interval of Fleiss, Cohen & Everitt at 95 %."),
  confusion: z.object({
    truePass: many.describe('Both pass.'),
    falsePass: many.describe('The scorer passes what people fail.'),
    falseFail: many.describe('The scorer fails what people pass.'),
    trueFail: many.describe('Both fail.'),
  }),
  sensitivityOnFails: share
    .exactOptional()
    .describe('Share of what people fail that the scorer fails too.'),
  specificity: share
    .exactOptional()
    .describe('Share of what people pass that the scorer passes too.'),
  intervals: z
    .record(z.string(), z.object({ low: share, high: share }))
    .exactOptional()
    .describe("Wilson's intervals of the shares, two-sided at 95 %."),
  humanShare: share.exactOptional().describe('Share that people pass.'),
  scorerShare: share.exactOptional().describe('Share that the scorer passes.'),
  shrinkage: beyondChance
    .exactOptional()
    .describe('How much of a true difference the scorer shows.'),
  ceiling: z
    .object({
      n: many,
      agreement: share,
      kappa: bounded.exactOptional(),
      alpha: beyondChance.exactOptional().describe("Krippendorff's alpha of all labels."),
      alphaEnds: ends.exactOptional().describe('Its seeded bootstrap interval at 95 %.'),
    })
    .exactOptional()
    .describe('Agreement of people with each other.'),
  corrected: z
    .object({
      unlabelled: many,
      scorerShare: share,
      roganGladen: bounded.exactOptional(),
      ppi: bounded.exactOptional(),
    })
    .exactOptional()
    .describe('The pass share of all outputs, set right by those with a label.'),
};

/** The schema of that document. */
export const calibrateDocumentSchema: z.ZodType<CalibrateDocument> = z.object({
  format: z.literal(1),
  set: z.string(),
  scorer: z.string(),
  ...agreementShape,
  labels: z.array(z.string()).readonly().describe('Where the labels were read.'),
  leftOut: z
    .object({ unlabelled: many, unscored: many, faulted: many })
    .describe('Trials that could not be compared.'),
  unreadable: z
    .object({
      many,
      labels: z
        .array(
          z.object({
            target: z.string(),
            case: z.string(),
            trial: many,
            path: z.string(),
            value: z.string(),
          }),
        )
        .readonly(),
    })
    .exactOptional()
    .describe('Labels that are neither a truth value nor a share from 0 to 1; the first of them.'),
  resampled: z
    .object({ cases: many, agreement: ends, kappa: ends.exactOptional() })
    .exactOptional()
    .describe('Seeded bootstrap intervals at 95 %, every output of a case drawn with it.'),
  orders: z
    .object({ pairs: many, consistency: bounded, positionBias: bounded.exactOptional() })
    .exactOptional()
    .describe('Of a pairwise scorer: how its verdicts stand to the order of the answers.'),
  targets: z.array(z.object({ target: z.string(), ...agreementShape })).readonly(),
});
