import type { Reading } from './arm.ts';
import type { CasePair } from './pair-cases.ts';
import type { ClusterSum } from './statistics/paired-bounds.ts';

/** What the pairs show under one scorer, before anything is decided. */
export interface PairedMeasure {
  readonly pairs: number;
  readonly baselineMean: number;
  readonly candidateMean: number;
  /** Raw mean of candidate − baseline. */
  readonly difference: number;
  readonly clusters: readonly ClusterSum[];
  /** Some cases share a cluster. */
  readonly clustered: boolean;
  /** One trial a case on both sides, and every value 0 or 1. */
  readonly plainBits: boolean;
  readonly lostCases: readonly string[];
  readonly gainedCases: readonly string[];
  readonly bothPass: number;
  readonly worse: number;
  readonly better: number;
  readonly shared: number;
  /** Cases of both sides that only the candidate has a value for. */
  readonly unknownBefore: number;
  /** Cases of both sides that only the baseline has a value for. */
  readonly unknownAfter: number;
  /** Variance of the pairs' differences over the cases as if each stood alone. */
  readonly plainVariance: number;
}

/**
 * Reads every pair once. A pair without a value on one side is left out of all counts. The clusters are those of the
 * baseline, so that an edit of them cannot widen the interval that judges it.
 */
export function measurePairs(
  pairs: readonly CasePair[],
  question: { readonly scorer: string; readonly passAt: number },
): PairedMeasure {
  const tally = emptyTally();
  for (const pair of pairs) {
    const before = pair.before.read(question.scorer, question.passAt);
    const after = pair.after.read(question.scorer, question.passAt);
    if (before === undefined && after === undefined) continue;
    if (before === undefined) tally.unknownBefore += 1;
    else if (after === undefined) tally.unknownAfter += 1;
    else addPair(tally, pair, [before, after]);
  }
  return toMeasure(tally);
}

interface Tally {
  pairs: number;
  before: number;
  after: number;
  difference: number;
  squares: number;
  bothPass: number;
  worse: number;
  better: number;
  shared: number;
  unknownBefore: number;
  unknownAfter: number;
  plainBits: boolean;
  readonly lostCases: string[];
  readonly gainedCases: string[];
  readonly alone: ClusterSum[];
  readonly clusters: Map<string, { size: number; sum: number }>;
}

function emptyTally(): Tally {
  return {
    pairs: 0,
    before: 0,
    after: 0,
    difference: 0,
    squares: 0,
    bothPass: 0,
    worse: 0,
    better: 0,
    shared: 0,
    unknownBefore: 0,
    unknownAfter: 0,
    plainBits: true,
    lostCases: [],
    gainedCases: [],
    alone: [],
    clusters: new Map(),
  };
}

function addPair(tally: Tally, pair: CasePair, [before, after]: readonly [Reading, Reading]): void {
  const difference = after.mean - before.mean;
  tally.pairs += 1;
  tally.before += before.mean;
  tally.after += after.mean;
  tally.difference += difference;
  tally.squares += difference * difference;
  if (difference < 0) tally.worse += 1;
  if (difference > 0) tally.better += 1;
  if (pair.shared) tally.shared += 1;
  if (!isBit(before) || !isBit(after)) tally.plainBits = false;
  addFlip(tally, pair.after.id, [before, after]);
  addToCluster(tally, pair.before.cluster, difference);
}

const isBit = ({ trials, mean }: Reading): boolean => trials === 1 && (mean === 0 || mean === 1);

function addFlip(tally: Tally, id: string, [before, after]: readonly [Reading, Reading]): void {
  if (before.passed && after.passed) tally.bothPass += 1;
  else if (before.passed) tally.lostCases.push(id);
  else if (after.passed) tally.gainedCases.push(id);
}

function addToCluster(tally: Tally, cluster: string | undefined, difference: number): void {
  if (cluster === undefined) {
    tally.alone.push({ size: 1, sum: difference });
    return;
  }
  const known = tally.clusters.get(cluster);
  if (known === undefined) {
    tally.clusters.set(cluster, { size: 1, sum: difference });
    return;
  }
  known.size += 1;
  known.sum += difference;
}

function toMeasure(tally: Tally): PairedMeasure {
  const count = Math.max(1, tally.pairs);
  const difference = tally.difference / count;
  return {
    pairs: tally.pairs,
    baselineMean: tally.before / count,
    candidateMean: tally.after / count,
    difference,
    clusters: [...tally.alone, ...tally.clusters.values()],
    clustered: [...tally.clusters.values()].some((cluster) => cluster.size > 1),
    plainBits: tally.plainBits,
    lostCases: tally.lostCases,
    gainedCases: tally.gainedCases,
    bothPass: tally.bothPass,
    worse: tally.worse,
    better: tally.better,
    shared: tally.shared,
    unknownBefore: tally.unknownBefore,
    unknownAfter: tally.unknownAfter,
    plainVariance: Math.max(0, tally.squares / count - difference * difference) / count,
  };
}
