/** The rules of the gate, complete: every key has its value. Shares run from 0 to 1. */
export interface GatePolicy {
  readonly margin: number;
  readonly confidence: number;
  readonly onInconclusive: 'auto' | 'block' | 'warn';
  readonly onMissingBaseline: 'inconclusive' | 'floors';
  /** Names of the scorers that decide; left out: all that are not advisory. */
  readonly primary?: readonly string[];
  /** A score counts as passed from here; left out: 1 for binary scorers, 0.5 otherwise. */
  readonly passAt?: number;
  readonly minimum: Readonly<Record<string, Minimum>>;
  readonly slices: Readonly<Record<string, SlicePolicy>>;
  readonly budgets: Budgets;
  readonly maxFaults: number;
  readonly maxRemoved: number;
  readonly maxAgeDays: number;
  readonly onTimeout: 'fault' | 'fail';
  /** Severities whose guards must pass on every trial. */
  readonly blockingSeverities: readonly Severity[];
}

/** A floor: a share of the scale, held against the mean or against its one-sided lower bound. */
export interface Minimum {
  readonly share: number;
  readonly on: 'mean' | 'bound';
}

/** A slice that blocks by itself: the cases with one tag. */
export interface SlicePolicy {
  readonly margin?: number;
  /** Floor of every scorer that decides, or of those that are named. */
  readonly minimum?: number | Readonly<Record<string, number>>;
}

/** Limits of cost and latency: absolute, and growth as a share of the baseline. */
export interface Budgets {
  /** US dollars. */
  readonly costPerCase?: number;
  /** Milliseconds. */
  readonly p95LatencyMs?: number;
  readonly costGrowth?: number;
  readonly latencyGrowth?: number;
}

/** How bad an incident was; sev1 is the worst. */
export type Severity = 'sev1' | 'sev2' | 'sev3' | 'sev4';

/** What the gate does where nothing is written. */
export const defaultPolicy: GatePolicy = {
  margin: 0.02,
  confidence: 0.95,
  onInconclusive: 'auto',
  onMissingBaseline: 'inconclusive',
  minimum: {},
  slices: {},
  budgets: {},
  maxFaults: 0,
  maxRemoved: 0,
  maxAgeDays: 14,
  onTimeout: 'fault',
  blockingSeverities: ['sev1', 'sev2'],
};
