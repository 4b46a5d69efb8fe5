import type { Severity } from '@pawl/core';

import { count, percent } from '../numbers.ts';
import { code, own, say, type Phrase } from '../phrase.ts';
import type { Canvas } from './canvas.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';
import { layOutTable, nothing, type Cell } from './table.ts';

/** One incident of the list, and what its guards did. */
export interface IncidentRow {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly owner?: string;
  readonly closed: boolean;
  /** Days since it happened. */
  readonly ageDays?: number;
  readonly state: 'proven' | 'unproven' | 'stale';
  /** `YYYY-MM-DD` of the last run that asked a guard, and of the last in which one failed. */
  readonly ran?: string;
  readonly failed?: string;
  /** Verdicts in which a guard held a change back. */
  readonly heldBack: number;
}

/** What the numbers below a list say. */
export interface IncidentNumbers {
  readonly covered: number;
  readonly incidents: number;
  /** Failures of guards in runs that were judged, and how many of them were held back. */
  readonly failures: number;
  readonly caught: number;
}

const columns = [
  { title: 'incident' },
  { title: '' },
  { title: 'guard' },
  { title: 'age', align: 'right' as const, keep: 6 },
  { title: 'owner', least: 8, keep: 5 },
  { title: 'ran', keep: 4 },
  { title: 'failed', keep: 7 },
  { title: 'held back', align: 'right' as const, keep: 3 },
  { title: 'title', least: 16 },
];

/** The incidents as a table: in the order in which they are handed in. */
export function renderIncidents(
  rows: readonly IncidentRow[],
  numbers: IncidentNumbers,
  canvas: Canvas,
): string {
  if (rows.length === 0) return layOutNone(canvas);
  const cells = rows.map((row) => readRow(row, canvas));
  return stack([
    layOutTable(columns, cells, { ...canvas, indent: 0 }),
    layOutNumbers(numbers, canvas),
  ]);
}

/** What is said where there is no incident. */
export function layOutNone({ width }: Canvas): string {
  return stack([
    layOut(own('No incidents yet'), { width }),
    layOut(say`After the next postmortem: ${code('pawl incident new')}`, { width, mark: '→' }),
  ]);
}

function readRow(row: IncidentRow, { paint }: Canvas): readonly Cell[] {
  const colour = { proven: paint.green, unproven: paint.red, stale: paint.yellow }[row.state];
  return [
    row.id,
    row.closed ? row.severity : { text: `${row.severity} open`, colour: paint.yellow },
    { text: row.state, colour },
    row.ageDays === undefined ? nothing : `${count(Math.max(0, Math.floor(row.ageDays)))} d`,
    row.owner ?? nothing,
    row.ran ?? nothing,
    row.failed === undefined ? nothing : { text: row.failed, colour: paint.red },
    row.heldBack === 0 ? nothing : count(row.heldBack),
    row.title,
  ];
}

/** Coverage and catch rate in one line each. */
export function layOutNumbers(numbers: IncidentNumbers, { width, paint }: Canvas): string[] {
  const { covered, incidents, failures, caught } = numbers;
  const share = incidents === 0 ? '' : ` (${percent(covered / incidents)})`;
  const coverage = own(
    `Coverage: ${count(covered)} of ${count(incidents)} incidents have a proven guard${share}.`,
  );
  const whole = covered === incidents;
  const mark = whole
    ? { mark: '✓', markColour: paint.green }
    : { mark: '✗', markColour: paint.red };
  return [
    ...layOut(coverage, { width, ...mark }),
    ...layOut(tellCatchRate(failures, caught), { width, mark: '·' }),
  ];
}

function tellCatchRate(failures: number, caught: number): Phrase {
  if (failures === 0) return own('Catch rate: no guard has failed in a check on this machine yet.');
  return own(
    `Catch rate: ${count(caught)} of ${count(failures)} failures of guards in checks were held back (${percent(caught / failures)}).`,
  );
}
