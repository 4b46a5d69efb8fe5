import type {
  Agreement,
  AgreementFigures,
  BoundedNumber,
  ConfusionCounts,
  CorrectedShares,
  HumanCeiling,
} from '@pawl/core';

import { cohenKappa } from './kappa.ts';
import { krippendorffAlpha } from './krippendorff-alpha.ts';
import { ppiMean } from './ppi.ts';
import { resampleAlpha } from './resample-agreement.ts';
import { judgeShrinkage, roganGladen } from './rogan-gladen.ts';
import { wilson } from './wilson.ts';

/** One scored output and what people said of it: no label, one, or several by different people. */
export interface LabelledScore {
  readonly passed: boolean;
  readonly labels: readonly boolean[];
}

/** With fewer labels nothing is said but that they are too few. */
export const fewestLabels = 30;

/** How far a scorer agrees with people. An output with several labels counts as most of them say, in a tie as the first. */
export function measureAgreement(scores: readonly LabelledScore[]): Agreement {
  const labelled = scores.filter((score) => score.labels.length > 0);
  const confusion = countConfusion(labelled);
  const enough = labelled.length >= fewestLabels;
  const ceiling = humanCeiling(labelled);
  const figures = enough ? readFigures(confusion) : undefined;
  const corrected = figures === undefined ? undefined : correctShares(scores, confusion);
  return {
    n: labelled.length,
    confusion,
    ...(figures === undefined ? {} : { figures }),
    ...(ceiling === undefined ? {} : { ceiling }),
    ...(corrected === undefined ? {} : { corrected }),
  };
}

/** What people say of an output: most of them, in a tie the first. */
function verdictOf({ labels }: LabelledScore): boolean {
  const passes = labels.filter(Boolean).length;
  const fails = labels.length - passes;
  return passes === fails ? labels[0] === true : passes > fails;
}

/** The scorer's passes and fails beside those of people; an output without a label is not counted. */
export function countConfusion(scores: readonly LabelledScore[]): ConfusionCounts {
  const counts = { truePass: 0, falsePass: 0, falseFail: 0, trueFail: 0 };
  for (const score of scores) {
    if (score.labels.length === 0) continue;
    if (verdictOf(score)) counts[score.passed ? 'truePass' : 'falseFail'] += 1;
    else counts[score.passed ? 'falsePass' : 'trueFail'] += 1;
  }
  return counts;
}

function readFigures({
  truePass,
  falsePass,
  falseFail,
  trueFail,
}: ConfusionCounts): AgreementFigures {
  const n = truePass + falsePass + falseFail + trueFail;
  const kappa = cohenKappa([
    [truePass, falsePass],
    [falseFail, trueFail],
  ]);
  const sensitivityOnFails = share(trueFail, falsePass + trueFail);
  const specificity = share(truePass, truePass + falseFail);
  const agreement = (truePass + trueFail) / n;
  return {
    agreement: { value: agreement, ...wilson(agreement, n) },
    ...(kappa === undefined ? {} : { kappa: bounded(kappa) }),
    ...(sensitivityOnFails === undefined ? {} : { sensitivityOnFails }),
    ...(specificity === undefined ? {} : { specificity }),
    humanShare: (truePass + falseFail) / n,
    scorerShare: (truePass + falsePass) / n,
    ...(sensitivityOnFails === undefined || specificity === undefined
      ? {}
      : { shrinkage: judgeShrinkage(sensitivityOnFails.value, specificity.value) }),
  };
}

const bounded = ({ value, low, high }: BoundedNumber): BoundedNumber => ({ value, low, high });

function share(some: number, all: number): BoundedNumber | undefined {
  return all === 0 ? undefined : { value: some / all, ...wilson(some / all, all) };
}

function humanCeiling(labelled: readonly LabelledScore[]): HumanCeiling | undefined {
  const twice = labelled.map((score) => score.labels).filter((labels) => labels.length >= 2);
  if (twice.length < fewestLabels) return undefined;
  const table = [
    [0, 0],
    [0, 0],
  ];
  for (const [first, second] of twice) {
    const row = table[first === true ? 0 : 1];
    const column = second === true ? 0 : 1;
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  const kappa = cohenKappa(table);
  const units = twice.map((labels) => labels.map(Number));
  const alpha = krippendorffAlpha(units);
  const alphaEnds = resampleAlpha(units);
  const same = twice.filter(([first, second]) => first === second).length;
  return {
    n: twice.length,
    agreement: same / twice.length,
    ...(kappa === undefined ? {} : { kappa: bounded(kappa) }),
    ...(alpha === undefined ? {} : { alpha }),
    ...(alpha === undefined || alphaEnds === undefined ? {} : { alphaEnds }),
  };
}

function correctShares(
  scores: readonly LabelledScore[],
  confusion: ConfusionCounts,
): CorrectedShares | undefined {
  const labelled = scores.filter((score) => score.labels.length > 0);
  const rest = scores.filter((score) => score.labels.length === 0);
  if (rest.length === 0) return undefined;
  const passed = scores.filter((score) => score.passed).length;
  const scorerShare = passed / scores.length;
  const plain = roganGladenOf(confusion, { share: scorerShare, judged: scores.length });
  const ppi = ppiMean({
    labels: labelled.map((score) => Number(verdictOf(score))),
    judgedLabelled: labelled.map((score) => Number(score.passed)),
    judgedRest: rest.map((score) => Number(score.passed)),
  });
  return {
    unlabelled: rest.length,
    scorerShare,
    ...(plain === undefined ? {} : { roganGladen: plain }),
    ...(ppi === undefined ? {} : { ppi: bounded(ppi) }),
  };
}

function roganGladenOf(
  { truePass, falsePass, falseFail, trueFail }: ConfusionCounts,
  judged: { readonly share: number; readonly judged: number },
): BoundedNumber | undefined {
  const passes = truePass + falseFail;
  const fails = falsePass + trueFail;
  if (passes === 0 || fails === 0) return undefined;
  return roganGladen({
    ...judged,
    passes,
    fails,
    sensitivity: truePass / passes,
    specificity: trueFail / fails,
  });
}
