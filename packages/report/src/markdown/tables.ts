import type { Comparison, RunSummary } from '@pawl/core';

import { count, duration, percent, points, signedPoints, usd } from '../numbers.ts';
import { forCell } from '../sinks/for-cell.ts';
import { tellBounds, tellState } from '../words/comparison-numbers.ts';
import { drawTable } from './markdown-table.ts';

const nothing = '–';

/** The comparisons as a table: what was, what is, the difference with its bounds, what could have been seen. */
export function drawComparisons(comparisons: readonly Comparison[], most: number): string {
  const slices = comparisons.some((comparison) => comparison.slice !== undefined);
  const titles = [
    'Set',
    'Target',
    'Scorer',
    ...(slices ? ['Slice'] : []),
    'Was',
    'Now',
    'Points',
    'Lost',
    'Gained',
    'Cases',
    'Sees from',
    '',
  ];
  const rows = comparisons
    .slice(0, most)
    .map((one) => [
      forCell(one.set),
      tellTargets(one),
      forCell(one.scorer),
      ...(slices ? [one.slice === undefined ? nothing : forCell(one.slice)] : []),
      one.baselineMean === undefined ? nothing : percent(one.baselineMean),
      one.candidateMean === undefined ? nothing : percent(one.candidateMean),
      tellPoints(one),
      count(one.lost),
      count(one.gained),
      count(one.pairs),
      one.detectable === undefined ? nothing : `${points(one.detectable)} points`,
      tellState(one),
    ]);
  const first = slices ? 4 : 3;
  return drawTable(
    titles,
    rows,
    [0, 1, 2, 3, 4, 5, 6].map((at) => at + first),
  );
}

function tellTargets({ baselineTarget, target }: Comparison): string {
  return baselineTarget === undefined
    ? forCell(target)
    : `${forCell(baselineTarget)} → ${forCell(target)}`;
}

function tellPoints({ difference }: Comparison): string {
  if (difference === undefined) return nothing;
  return `${signedPoints(difference.mid)} ${tellBounds(difference)}`;
}

const resultTitles = [
  'Set',
  'Target',
  'Scorer',
  'Score',
  'Interval',
  'Passed',
  'Faults',
  'Unscored',
  'Cost',
  'p50',
  'p95',
];

/** The run's results as a table. */
export function drawResults(summary: RunSummary, most: number): string {
  const rows = summary.cells
    .slice(0, most)
    .map((cell) => [
      forCell(cell.set),
      forCell(cell.target),
      forCell(cell.scorer),
      cell.mean === undefined ? 'unknown' : percent(cell.mean),
      cell.mean === undefined
        ? nothing
        : `${percent(cell.interval.low)} … ${percent(cell.interval.high)}`,
      `${count(cell.passed)} / ${count(cell.cases)}`,
      cell.faulted === 0 ? nothing : count(cell.faulted),
      cell.unscored === 0 ? nothing : count(cell.unscored),
      cell.costUsd === undefined ? nothing : usd(cell.costUsd),
      tellTime(cell.latencyMs?.p50),
      tellTime(cell.latencyMs?.p95),
    ]);
  return drawTable(resultTitles, rows, [3, 5, 6, 7, 8, 9, 10]);
}

/** Shared and recorded answers took no time that anybody measured. */
function tellTime(ms: number | undefined): string {
  return ms === undefined || ms === 0 ? nothing : duration(ms);
}
