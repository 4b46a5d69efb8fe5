import type {
  CaseStamp,
  RecordCell,
  RunRecord,
  RunSummary,
  ScorerStamp,
  SetStamp,
  SummaryCell,
  TrialRecord,
} from '@pawl/core';

import type { Reading } from './arm.ts';
import { latencyPercentiles } from './latency.ts';
import { passMark } from './pass-mark.ts';
import { passShares } from './pass-shares.ts';
import { primaryScorers } from './primary-scorers.ts';
import { readTrials, recordedCases, trialValue } from './record-arm.ts';
import type { ClusterSum } from './statistics/paired-bounds.ts';
import { shareInterval } from './statistics/share-interval.ts';
import { paidUsd, tallyRun } from './tally-run.ts';

/** A summary cell of the cases with one tag. */
export interface SliceCell extends SummaryCell {
  readonly slice: string;
}

/** A run in numbers: a cell a set, target and scorer, and whether all that was planned was done. */
export function summarize(record: RunRecord): RunSummary {
  const tally = tallyRun(record);
  return {
    format: 1,
    runId: record.runId,
    ...tally,
    cells: record.cells.flatMap((cell) => cellsOf(record, cell, () => true)),
  };
}

/** The same numbers for every tag of a set, by tag; of the scorers that decide. */
export function summarizeSlices(record: RunRecord): SliceCell[] {
  return record.cells.flatMap((cell) => {
    const set = record.sets.find((one) => one.name === cell.set);
    if (set === undefined) return [];
    const deciding = primaryScorers({ set, policy: set.policy });
    const tags = new Set(set.cases.flatMap((stamp) => stamp.tags ?? []));
    return [...tags].toSorted().flatMap((slice) =>
      cellsOf(record, cell, (stamp) => stamp.tags?.includes(slice) === true)
        .filter((summary) => deciding.has(summary.scorer))
        .map((summary) => ({ ...summary, slice })),
    );
  });
}

function cellsOf(
  record: RunRecord,
  cell: RecordCell,
  keep: (stamp: CaseStamp) => boolean,
): SummaryCell[] {
  const set = record.sets.find((one) => one.name === cell.set);
  if (set === undefined) return [];
  return set.scorers.map((scorer) => {
    const scope = scorer.cases === undefined ? undefined : new Set(scorer.cases);
    const inScope = (stamp: CaseStamp): boolean => keep(stamp) && scope?.has(stamp.id) !== false;
    return toCell({ set, cell, scorer, inScope });
  });
}

interface CellInputs {
  readonly set: SetStamp;
  readonly cell: RecordCell;
  readonly scorer: ScorerStamp;
  readonly inScope: (stamp: CaseStamp) => boolean;
}

function toCell(inputs: CellInputs): SummaryCell {
  const { set, cell, scorer } = inputs;
  const sums = sumCases(inputs);
  const plain = scorer.binary && sums.single && !sums.clustered;
  const estimate = shareInterval(sums.clusters, { plain });
  const latencyMs = latencyPercentiles(sums.durations);
  return {
    set: set.name,
    setVersion: set.version,
    target: cell.target,
    scorer: scorer.name,
    cases: sums.cases,
    trials: sums.trials,
    passed: sums.passed,
    ...(estimate === undefined ? {} : { mean: estimate.mean }),
    interval: { low: 0, high: 1, ...estimate?.ends, level: 0.95 },
    ...passShares(sums.readings ?? []),
    unscored: sums.unscored,
    faulted: sums.faulted,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(sums.costUsd === undefined ? {} : { costUsd: sums.costUsd }),
  };
}

interface Sums {
  cases: number;
  passed: number;
  /** Every case has one trial. */
  single: boolean;
  /** Some cases share a cluster. */
  clustered: boolean;
  readonly clusters: ClusterSum[];
  readonly byCluster: Map<string, { size: number; sum: number }>;
  /** As long as every case has several trials; else nothing is told of them. */
  readings: Reading[] | undefined;
  trials: number;
  unscored: number;
  faulted: number;
  /** Undefined as soon as one price is unknown. */
  costUsd: number | undefined;
  readonly durations: number[];
}

/** One case after the other: nothing is kept of a case that its numbers don't need. */
function sumCases({ set, cell, scorer, inScope }: CellInputs): Sums {
  const sums = noSums();
  const passAt = passMark(scorer, set.policy);
  const { onTimeout } = set.policy;
  for (const { stamp, trials } of recordedCases(set, cell)) {
    if (!inScope(stamp)) continue;
    sums.cases += 1;
    if (stamp.trials !== 1) sums.single = false;
    for (const trial of trials) addTrial(sums, trial, scorer.name);
    const reading = readTrials(trials, { onTimeout, scorer: scorer.name, passAt, stamp });
    if (reading !== undefined) addReading(sums, reading, stamp);
  }
  return sums;
}

function noSums(): Sums {
  return {
    cases: 0,
    passed: 0,
    single: true,
    clustered: false,
    clusters: [],
    byCluster: new Map(),
    readings: [],
    trials: 0,
    unscored: 0,
    faulted: 0,
    costUsd: 0,
    durations: [],
  };
}

function addReading(sums: Sums, reading: Reading, { trials, cluster: name }: CaseStamp): void {
  if (reading.passedTrials === trials) sums.passed += 1;
  if (reading.trials < 2) sums.readings = undefined;
  sums.readings?.push(reading);
  const known = name === undefined ? undefined : sums.byCluster.get(name);
  if (known !== undefined) {
    sums.clustered = true;
    known.size += 1;
    known.sum += reading.mean;
    return;
  }
  const cluster = { size: 1, sum: reading.mean };
  sums.clusters.push(cluster);
  if (name !== undefined) sums.byCluster.set(name, cluster);
}

function addTrial(sums: Sums, trial: TrialRecord, scorer: string): void {
  sums.trials += 1;
  if (trial.kind === 'faulted') {
    sums.faulted += 1;
    return;
  }
  sums.durations.push(trial.durationMs);
  if (trialValue(trial, scorer) === undefined) sums.unscored += 1;
  sums.costUsd = addKnown(sums.costUsd, paidUsd(trial));
}

/** One unknown price makes the sum unknown. */
function addKnown(total: number | undefined, cost: number | undefined): number | undefined {
  return total === undefined || cost === undefined ? undefined : total + cost;
}
