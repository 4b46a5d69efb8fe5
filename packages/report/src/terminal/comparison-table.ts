import type { Comparison, ComparisonState } from '@pawl/core';

import { count, counted, percent, points, pValue, signedPoints } from '../numbers.ts';
import { say, own, type Phrase } from '../phrase.ts';
import { isWorseWithin, tellBounds, tellSight, tellState } from '../words/comparison-numbers.ts';
import type { Canvas, Colour, Paint } from './canvas.ts';
import { layOut } from './sentence.ts';
import { layOutTable, nothing, type Cell, type Column } from './table.ts';

/** Comparisons as a table, then what each could have seen and its cross-checks in a dim line. */
export function layOutComparisons(comparisons: readonly Comparison[], canvas: Canvas): string[] {
  if (comparisons.length === 0) return [];
  const columns = comparisonColumns(canvas.paint).map((column) =>
    isSame(column, comparisons) ? { ...column, keep: 1 } : column,
  );
  const rows = comparisons.map((comparison) => columns.map((column) => column.read(comparison)));
  const whole = comparisons.filter((comparison) => comparison.slice === undefined);
  const checks = whole
    .filter((comparison) => !isUntouched(comparison))
    .slice(0, 12)
    .flatMap((comparison) => layOutChecks(comparison, canvas));
  const untouched = layOutUntouched(whole.filter(isUntouched), canvas);
  return [...layOutTable(columns, rows, canvas), ...checks, ...untouched];
}

/** Nothing was asked differently, so there is nothing to cross-check. */
function isUntouched({ state, shared, pairs, worse, better }: Comparison): boolean {
  return state === 'held' && shared === pairs && worse === 0 && better === 0;
}

function layOutUntouched(comparisons: readonly Comparison[], { width, paint }: Canvas): string[] {
  if (comparisons.length === 0) return [];
  const pairs = Math.max(...comparisons.map((comparison) => comparison.pairs));
  const text = `Every request is the same as the baseline's and shares its answer (${counted(pairs, 'case')})`;
  return layOut(text, { width, indent: 2, colour: paint.dim });
}

/** A name that is the same in every row may go first. */
function isSame({ title }: Column, comparisons: readonly Comparison[]): boolean {
  if (title !== 'set' && title !== 'scorer') return false;
  return new Set(comparisons.map((comparison) => comparison[title])).size === 1;
}

interface ComparisonColumn extends Column {
  readonly read: (comparison: Comparison) => Cell;
}

function comparisonColumns(paint: Paint): readonly ComparisonColumn[] {
  return [
    { title: '', read: (one) => ({ text: stateMarks[one.state], colour: colourOf(one, paint) }) },
    { title: 'set', least: 10, read: (one) => one.set },
    { title: 'target', least: 34, read: tellTargets },
    { title: 'scorer', least: 8, keep: 8, read: tellScorer },
    { title: 'slice', least: 8, read: (one) => one.slice ?? nothing },
    { title: 'was', align: 'right', keep: 4, read: (one) => tellMean(one.baselineMean) },
    { title: 'now', align: 'right', keep: 5, read: (one) => tellMean(one.candidateMean) },
    { title: 'points', align: 'right', read: (one) => tellMid(one, paint) },
    { title: 'bounds', keep: 9, read: (one) => tellBetween(one) },
    { title: 'lost', align: 'right', keep: 7, read: (one) => count(one.lost) },
    { title: 'gained', align: 'right', keep: 6, read: (one) => count(one.gained) },
    { title: 'cases', align: 'right', keep: 3, read: (one) => count(one.pairs) },
    { title: '', keep: 2, read: (one) => tellState(one) },
  ];
}

/** Only deciding scorers stand there without a word. */
function tellScorer({ scorer, primary, slice }: Comparison): string {
  return primary || slice !== undefined ? scorer : `${scorer} (advisory)`;
}

const stateMarks: Readonly<Record<ComparisonState, string>> = {
  improved: '▲',
  held: '✓',
  regressed: '✗',
  unsure: '?',
  'not-comparable': '≠',
};

function colourOf(comparison: Comparison, paint: Paint): Colour {
  if (comparison.state === 'regressed') return paint.red;
  if (isWorseWithin(comparison)) return paint.yellow;
  if (comparison.state === 'improved' || comparison.state === 'held') return paint.green;
  return paint.yellow;
}

function tellTargets(comparison: Comparison): string {
  const { baselineTarget, target } = comparison;
  return baselineTarget === undefined ? target : `${baselineTarget} → ${target}`;
}

function tellMean(mean: number | undefined): string {
  return mean === undefined ? nothing : percent(mean);
}

function tellMid(comparison: Comparison, paint: Paint): Cell {
  if (comparison.difference === undefined) return nothing;
  const colour = comparison.state === 'regressed' ? paint.red : paint.bold;
  return { text: signedPoints(comparison.difference.mid), colour };
}

function tellBetween(comparison: Comparison): string {
  return comparison.difference === undefined ? nothing : tellBounds(comparison.difference);
}

function layOutChecks(comparison: Comparison, { width, paint }: Canvas): string[] {
  const facts = [
    `margin ${points(comparison.margin)}`,
    tellSight(comparison),
    tellShared(comparison),
    ...tellCrossChecks(comparison),
  ].filter((fact) => fact !== undefined);
  const scorer = say`${comparison.set} · ${comparison.target} · ${comparison.scorer}: `;
  const line: Phrase = say`${scorer}${own(facts.join(' · '))}`;
  return layOut(line, { width, indent: 2, colour: paint.dim });
}

function tellShared(comparison: Comparison): string | undefined {
  if (comparison.shared === 0) return undefined;
  return `${count(comparison.shared)} of ${count(comparison.pairs)} requests are the same and share their answer`;
}

/** McNemar, Tango and Newcombe, where they were made. */
function tellCrossChecks(comparison: Comparison): readonly string[] {
  const checks = comparison.crossChecks;
  if (checks === undefined) return [];
  return [
    `McNemar ${pValue(checks.mcnemarExactP)} (mid-p ${pValue(checks.mcnemarMidP).replace('p ', '').replace('= ', '')})`,
    `Tango ${tellBounds(checks.tango).slice(1, -1)}`,
    `Newcombe ${tellBounds(checks.newcombe).slice(1, -1)}`,
  ];
}
