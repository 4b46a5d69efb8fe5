import type { Comparison } from '@pawl/core';

import { forCsv } from './sinks/for-csv.ts';

const header =
  'set,baseline_target,target,scorer,state,pairs,lost,gained,difference,low,high,margin,detectable,needed,lost_cases,gained_cases';

/** Comparisons as CSV, one line each; names of cases are parted by a semicolon and a space. */
export function renderComparisonsCsv(comparisons: readonly Comparison[]): string {
  return `${[header, ...comparisons.map(tellOne)].join('\r\n')}\r\n`;
}

function tellOne(one: Comparison): string {
  const { difference, detectable = '', baselineTarget = one.target } = one;
  const names = [one.set, baselineTarget, one.target, one.scorer].map((name) => forCsv(name));
  const bounds = [difference?.mid ?? '', difference?.low ?? '', difference?.high ?? ''];
  const cases = [one.lostCases, one.gainedCases].map((ids) => forCsv(ids.join('; ')));
  const counts = [one.state, one.pairs, one.lost, one.gained];
  return [...names, ...counts, ...bounds, one.margin, detectable, one.needed, ...cases].join(',');
}
