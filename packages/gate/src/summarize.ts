import type {
  CaseStamp,
  RecordCell,
  RunRecord,
  RunSummary,
  ScorerStamp,
  SetStamp,
  SummaryCell,
} from '@pawl/core';

import type { Arm, Reading } from './arm.ts';
import { latencyPercentiles } from './latency.ts';
import { passMark } from './pass-mark.ts';
import { passShares } from './pass-shares.ts';
import { primaryScorers } from './primary-scorers.ts';
import { recordArm, trialValue } from './record-arm.ts';
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
  const arm = recordArm(record, cell, { onTimeout: set?.policy.onTimeout ?? 'fault' });
  if (set === undefined || arm === undefined) return [];
  return set.scorers.map((scorer) => {
    const inScope = (stamp: CaseStamp): boolean =>
      keep(stamp) && (scorer.cases === undefined || scorer.cases.includes(stamp.id));
    return toCell({ set, cell, arm, scorer, stamps: set.cases.filter(inScope) });
  });
}

interface CellInputs {
  readonly set: SetStamp;
  readonly cell: RecordCell;
  readonly arm: Arm;
  readonly scorer: ScorerStamp;
  readonly stamps: readonly CaseStamp[];
}

function toCell(inputs: CellInputs): SummaryCell {
  const { set, cell, scorer, stamps } = inputs;
  const values = caseValues(inputs);
  const counts = trialCounts(inputs);
  const plain = scorer.binary && values.single && !values.clustered;
  const estimate = shareInterval(values.clusters, { plain });
  const latencyMs = latencyPercentiles(counts.durations);
  return {
    set: set.name,
    setVersion: set.version,
    target: cell.target,
    scorer: scorer.name,
    cases: stamps.length,
    trials: counts.trials,
    passed: values.passed,
    ...(estimate === undefined ? {} : { mean: estimate.mean }),
    interval: { low: 0, high: 1, ...estimate?.ends, level: 0.95 },
    ...passShares(values.readings),
    unscored: counts.unscored,
    faulted: counts.faulted,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(counts.costUsd === undefined ? {} : { costUsd: counts.costUsd }),
  };
}

interface CaseValues {
  passed: number;
  single: boolean;
  clustered: boolean;
  clusters: ClusterSum[];
  readonly readings: Reading[];
}

function caseValues({ set, arm, scorer, stamps }: CellInputs): CaseValues {
  const passAt = passMark(scorer, set.policy);
  const values: CaseValues = {
    passed: 0,
    single: true,
    clustered: false,
    clusters: [],
    readings: [],
  };
  const byCluster = new Map<string, { size: number; sum: number }>();
  for (const stamp of stamps) {
    if (stamp.trials !== 1) values.single = false;
    const reading = arm.byId.get(stamp.id)?.read(scorer.name, passAt);
    if (reading === undefined) continue;
    values.readings.push(reading);
    if (reading.passedTrials === stamp.trials) values.passed += 1;
    const known = stamp.cluster === undefined ? undefined : byCluster.get(stamp.cluster);
    if (known !== undefined) {
      values.clustered = true;
      known.size += 1;
      known.sum += reading.mean;
      continue;
    }
    const cluster = { size: 1, sum: reading.mean };
    values.clusters.push(cluster);
    if (stamp.cluster !== undefined) byCluster.set(stamp.cluster, cluster);
  }
  return values;
}

interface TrialCounts {
  trials: number;
  unscored: number;
  faulted: number;
  costUsd: number | undefined;
  readonly durations: number[];
}

function trialCounts({ cell, scorer, stamps }: CellInputs): TrialCounts {
  const counts: TrialCounts = { trials: 0, unscored: 0, faulted: 0, costUsd: 0, durations: [] };
  const wanted = new Set(stamps.map((stamp) => stamp.id));
  for (const one of cell.cases) {
    if (!wanted.has(one.case)) continue;
    for (const trial of one.trials) {
      counts.trials += 1;
      if (trial.kind === 'faulted') {
        counts.faulted += 1;
        continue;
      }
      counts.durations.push(trial.durationMs);
      if (trialValue(trial, scorer.name) === undefined) counts.unscored += 1;
      counts.costUsd = addKnown(counts.costUsd, paidUsd(trial));
    }
  }
  return counts;
}

/** One unknown price makes the sum unknown. */
function addKnown(total: number | undefined, cost: number | undefined): number | undefined {
  return total === undefined || cost === undefined ? undefined : total + cost;
}
