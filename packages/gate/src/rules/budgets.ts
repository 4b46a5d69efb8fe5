import type { Finding, RecordCell } from '@pawl/core';

import { compareText } from '../arm.ts';
import type { CellView } from '../cell-view.ts';
import { checksum } from '../checksum.ts';
import { nearestRank } from '../latency.ts';
import { bootstrapInterval } from '../statistics/bootstrap.ts';
import { percentileInterval } from '../statistics/rank-interval.ts';
import { sum } from '../statistics/sum.ts';
import { worthUsd } from '../tally-run.ts';

/** Limits of cost and latency, absolute and against the baseline; each with an interval and three answers. */
export function budgets(cell: CellView): Finding[] {
  if (Object.keys(cell.policy.budgets).length === 0) return [];
  const answered = answeredOf(cell);
  return [
    ...costPerCase(cell, answered),
    ...costGrowth(cell, answered),
    ...p95Latency(cell, answered),
    ...latencyGrowth(cell, answered),
  ];
}

/** What one case cost and how long it took, as means over its answered trials. */
interface CaseSpend {
  readonly id: string;
  readonly cost?: number;
  readonly ms?: number;
}

interface Answered {
  readonly cases: readonly CaseSpend[];
  readonly durations: readonly number[];
  readonly unknownCosts: number;
}

function answeredOf(cell: CellView): Answered {
  const found = cell.evidence.record.cells.find(
    (one) => one.set === cell.set.name && one.target === cell.target.name,
  );
  const cases = (found?.cases ?? []).map(spendOf);
  const trials = (found?.cases ?? []).flatMap((one) => one.trials);
  const measured = trials.flatMap((one) => (isMeasured(one) ? [one.durationMs] : []));
  const unknown = trials.filter((one) => one.kind === 'answered' && worthUsd(one) === undefined);
  return { cases, durations: measured, unknownCosts: unknown.length };
}

type Trial = RecordCell['cases'][number]['trials'][number];

/** An answer out of the cache or of the baseline took no time that could be judged. */
const isMeasured = (trial: Trial): boolean =>
  trial.kind === 'answered' && trial.cached !== true && trial.shared !== true;

function spendOf(one: RecordCell['cases'][number]): CaseSpend {
  const costs = one.trials.flatMap((trial) => {
    const worth = trial.kind === 'answered' ? worthUsd(trial) : undefined;
    return worth === undefined ? [] : [worth];
  });
  const times = one.trials.flatMap((trial) => (isMeasured(trial) ? [trial.durationMs] : []));
  return {
    id: one.case,
    ...(costs.length === 0 ? {} : { cost: sum(costs) / costs.length }),
    ...(times.length === 0 ? {} : { ms: sum(times) / times.length }),
  };
}

interface Measured {
  readonly code: 'cost-over-budget' | 'latency-over-budget';
  readonly now: number;
  readonly limit: number;
  readonly ends: { readonly low: number; readonly high: number } | undefined;
  readonly baseline?: number;
}

/** Over the limit for certain fails; over it within its doubt is inconclusive; else there is nothing to say. */
function answer(cell: CellView, measured: Measured): Finding[] {
  const { code, now, limit, ends, baseline } = measured;
  if (now <= limit) return [];
  const { low, high } = ends ?? { low: 0, high: now };
  const certain = low > limit;
  const place = { set: cell.set.name, target: cell.target.name, blocking: true } as const;
  const before = baseline === undefined ? {} : { baseline };
  const level = certain ? 'fail' : 'doubt';
  return [{ ...place, level, code, now, limit, low, high, ...before, certain }];
}

function costPerCase(cell: CellView, { cases, unknownCosts }: Answered): Finding[] {
  const limit = cell.policy.budgets.costPerCase;
  const wanted = limit ?? cell.policy.budgets.costGrowth;
  if (wanted !== undefined && unknownCosts > 0) {
    const place = { set: cell.set.name, target: cell.target.name };
    return [
      { ...place, level: 'doubt', blocking: true, code: 'cost-unknown', trials: unknownCosts },
    ];
  }
  const ordered = cases.toSorted((a, b) => compareText(a.id, b.id));
  const costs = ordered.flatMap((one) => (one.cost === undefined ? [] : [one.cost]));
  if (limit === undefined || costs.length === 0) return [];
  const ends = bootstrapInterval(costs, average, drawing(cell, costs.length));
  return answer(cell, { code: 'cost-over-budget', now: average(costs), limit, ends });
}

const average = (values: readonly number[]): number => sum(values) / values.length;

/** The seed comes from the record, so that the same record is judged the same; long lists are drawn less often. */
function drawing(cell: CellView, rows: number): { seed: number; draws: number; level: number } {
  const text = `${cell.evidence.record.planDigest} ${cell.set.name} ${cell.target.name}`;
  const seed = Number.parseInt(checksum(text).slice(0, 7), 16);
  const draws = Math.max(100, Math.min(1000, Math.floor(2_000_000 / rows)));
  return { seed, draws, level: 2 * cell.policy.confidence - 1 };
}

function costGrowth(cell: CellView, { cases, unknownCosts }: Answered): Finding[] {
  const limit = cell.policy.budgets.costGrowth;
  if (limit === undefined || unknownCosts > 0) return [];
  const rows = paired(cell, cases, 'cost');
  return growth(cell, { code: 'cost-over-budget', limit, rows, size: average });
}

function latencyGrowth(cell: CellView, { cases }: Answered): Finding[] {
  const limit = cell.policy.budgets.latencyGrowth;
  if (limit === undefined) return [];
  const rows = paired(cell, cases, 'ms');
  return growth(cell, { code: 'latency-over-budget', limit, rows, size: p95Of });
}

const p95Of = (values: readonly number[]): number =>
  nearestRank(Float64Array.from(values).toSorted(), 0.95);

type Row = readonly [before: number, now: number];

function paired(cell: CellView, cases: readonly CaseSpend[], what: 'cost' | 'ms'): Row[] {
  const rows = cases.toSorted((a, b) => compareText(a.id, b.id));
  return rows.flatMap((one): Row[] => {
    const before = cell.baseline?.cases.get(one.id)?.[what];
    const now = one[what];
    return before === undefined || now === undefined ? [] : [[before, now]];
  });
}

interface Growth {
  readonly code: Measured['code'];
  /** As a share of the baseline's size. */
  readonly limit: number;
  readonly rows: readonly Row[];
  /** The mean, or a percentile. */
  readonly size: (values: readonly number[]) => number;
}

/** Growth over the cases that both sides measured, told in the unit of what grew. */
function growth(cell: CellView, { code, limit, rows, size }: Growth): Finding[] {
  if (rows.length === 0) return [];
  const baseline = size(rows.map((row) => row[0]));
  if (baseline <= 0) return [];
  const factor = (drawn: readonly Row[]): number =>
    size(drawn.map((row) => row[1])) / Math.max(size(drawn.map((row) => row[0])), Number.MIN_VALUE);
  const ends = bootstrapInterval(rows, factor, drawing(cell, rows.length));
  const scaled = ends && { low: ends.low * baseline, high: ends.high * baseline };
  const now = factor(rows) * baseline;
  return answer(cell, { code, now, limit: baseline * (1 + limit), ends: scaled, baseline });
}

function p95Latency(cell: CellView, { durations }: Answered): Finding[] {
  const limit = cell.policy.budgets.p95LatencyMs;
  if (limit === undefined || durations.length === 0) return [];
  const now = p95Of(durations);
  const level = 2 * cell.policy.confidence - 1;
  const ends = percentileInterval(durations, 0.95, level);
  return answer(cell, { code: 'latency-over-budget', now, limit, ends });
}
