import { zQuantile } from './quantiles.ts';
import { sum } from './sum.ts';

/** Labels by people on a random sample, and a judge's scores on that sample and on the rest. */
export interface PpiInputs {
  readonly labels: readonly number[];
  /** The judge's score of each labelled row, in the same order. */
  readonly judgedLabelled: readonly number[];
  readonly judgedRest: readonly number[];
}

/** A mean between its two-sided ends, and how much of the judge went into it. */
export interface PpiEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly weight: number;
}

/**
 * Prediction-powered mean (PPI++; Angelopoulos, Duchi & Zrnic 2023): θ = λ·f̄_N + mean(Y − λf), with the λ that makes its
 * variance smallest. `undefined` for fewer than two labels or no further rows.
 */
export function ppiMean(inputs: PpiInputs, level = 0.95): PpiEstimate | undefined {
  const { labels, judgedLabelled, judgedRest } = inputs;
  const n = labels.length;
  const rest = judgedRest.length;
  if (n < 2 || rest < 2 || judgedLabelled.length !== n) return undefined;
  const spread = variance([...judgedLabelled, ...judgedRest]);
  const weight = spread === 0 ? 0 : covariance(labels, judgedLabelled) / ((1 + n / rest) * spread);
  const corrected = labels.map((label, at) => label - weight * (judgedLabelled[at] ?? 0));
  const value = weight * average(judgedRest) + average(corrected);
  const error = Math.sqrt(
    variance(corrected) / n + (weight * weight * variance(judgedRest)) / rest,
  );
  const half = zQuantile(1 - (1 - level) / 2) * error;
  return { value, low: value - half, high: value + half, weight };
}

const average = (values: readonly number[]): number => sum(values) / values.length;

const variance = (values: readonly number[]): number => covariance(values, values);

function covariance(a: readonly number[], b: readonly number[]): number {
  const meanA = average(a);
  const meanB = average(b);
  return sum(a.map((value, at) => (value - meanA) * ((b[at] ?? 0) - meanB))) / (a.length - 1);
}
