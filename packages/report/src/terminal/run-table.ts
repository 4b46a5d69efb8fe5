import type { RunRecord, SummaryCell } from '@pawl/core';

import { count, counted, duration, percent, usd } from '../numbers.ts';
import { own, say } from '../phrase.ts';
import type { Canvas } from './canvas.ts';
import { drawInterval } from './interval-strip.ts';
import { layOut } from './sentence.ts';
import { layOutTable, nothing, type Cell, type Column } from './table.ts';

/** One row of a result table; `slice` is the tag when it is one. */
export type ResultRow = SummaryCell & { readonly slice?: string };

/** The results of a run as one table for each set. */
export function layOutResults(
  rows: readonly ResultRow[],
  record: RunRecord,
  canvas: Canvas,
): string[] {
  const sets = [...new Set(rows.map((row) => row.set))];
  return sets.flatMap((set, index) => {
    const ofSet = rows.filter((row) => row.set === set);
    const table = layOutSet(ofSet, isBinary(record, ofSet), canvas);
    return index === 0 ? table : ['', ...table];
  });
}

function layOutSet(rows: readonly ResultRow[], binary: boolean, canvas: Canvas): string[] {
  const scorers = new Set(rows.map((row) => row.scorer));
  const title = layOut(titleOf(rows, scorers), { width: canvas.width, colour: canvas.paint.bold });
  const chosen = resultColumns(binary).filter(
    (column) => column.title !== 'scorer' || scorers.size > 1,
  );
  const cells = rows.map((row, at) =>
    chosen.map((column) =>
      column.isOfTarget === true && isSameTarget(row, rows[at - 1]) ? '' : column.read(row, canvas),
    ),
  );
  const shares = rows.flatMap((row) => layOutShares(row, rows.length, canvas));
  return [...title, ...layOutTable(chosen, cells, canvas), ...shares];
}

const isSameTarget = (row: ResultRow, before: ResultRow | undefined): boolean =>
  row.target === before?.target && row.slice === before.slice;

/** How often all of k trials pass, and at least one of them; nothing for single trials. */
function layOutShares(row: ResultRow, rows: number, { width, paint }: Canvas): string[] {
  const [all, any] = [listShares(row.passHatK), listShares(row.passAtK)];
  if (row.slice !== undefined || all === undefined || any === undefined) return [];
  const of = rows === 1 ? own('') : say`${row.target} by ${row.scorer}: `;
  const shares = own(`all of k trials pass (pass^k): ${all} · any of k (pass@k): ${any}`);
  return layOut(say`${of}${shares}`, { width, indent: 2, colour: paint.dim });
}

/** `0.420, 0.273` for one trial, two trials, …; the last one where there are many. */
function listShares(shares: SummaryCell['passHatK']): string | undefined {
  const values = Object.values(shares ?? {}).map((share) => share.toFixed(3));
  if (values.length === 0) return undefined;
  return values.length <= 5
    ? values.join(', ')
    : [...values.slice(0, 4), '…', values.at(-1)].join(', ');
}

function titleOf(rows: readonly ResultRow[], scorers: ReadonlySet<string>): string {
  const [first] = rows;
  if (first === undefined) return '';
  const by = scorers.size === 1 ? ` · scored by ${first.scorer}` : '';
  if (first.slice !== undefined) return `${first.set} by tag${by}`;
  const cases = Math.max(...rows.map((row) => row.cases));
  const trials = Math.max(...rows.map((row) => row.trials));
  const of = trials > cases ? ` · ${counted(trials, 'trial')}` : '';
  return `${first.set} ${first.setVersion} · ${counted(cases, 'case')}${of}${by}`;
}

function isBinary(record: RunRecord, rows: readonly ResultRow[]): boolean {
  const set = record.sets.find((stamp) => stamp.name === rows[0]?.set);
  const scorers = new Set(rows.map((row) => row.scorer));
  const stamps = set?.scorers.filter((scorer) => scorers.has(scorer.name)) ?? [];
  return stamps.every((scorer) => scorer.binary);
}

interface ResultColumn extends Column {
  /** The same for all scorers of a target: said once. */
  readonly isOfTarget?: true;
  readonly read: (row: ResultRow, canvas: Canvas) => Cell;
}

function resultColumns(binary: boolean): readonly ResultColumn[] {
  return [
    { title: 'slice', least: 10, read: (row) => row.slice ?? nothing },
    { title: 'target', least: 12, read: (row) => row.target },
    { title: 'scorer', least: 10, read: (row) => row.scorer },
    { title: '', keep: 1, read: (row, canvas) => readStrip(row, canvas) },
    {
      title: binary ? 'pass rate' : 'mean',
      align: 'right',
      read: (row, canvas) => readShare(row, canvas),
    },
    { title: 'interval', keep: 8, read: readInterval },
    {
      title: 'passed',
      align: 'right',
      keep: 9,
      read: (row) => `${count(row.passed)} / ${count(row.cases)}`,
    },
    {
      title: 'faults',
      align: 'right',
      keep: 7,
      read: (row, canvas) => readLoss(row.faulted, canvas),
    },
    {
      title: 'unscored',
      align: 'right',
      keep: 6,
      read: (row, canvas) => readLoss(row.unscored, canvas),
    },
    { title: 'cost', align: 'right', keep: 5, isOfTarget: true, read: readCost },
    timeColumn('p50', 3),
    timeColumn('p95', 4),
  ];
}

const timeColumn = (title: 'p50' | 'p95', keep: number): ResultColumn => ({
  title,
  align: 'right',
  keep,
  isOfTarget: true,
  read: (row) => readTime(row.latencyMs?.[title]),
});

function readStrip(row: ResultRow, canvas: Canvas): Cell {
  const text =
    row.mean === undefined ? '·'.repeat(strip) : drawInterval(row.interval, row.mean, strip);
  return { text, colour: canvas.paint.dim };
}

const strip = 25;

function readShare(row: ResultRow, canvas: Canvas): Cell {
  if (row.mean === undefined) return { text: 'unknown', colour: canvas.paint.yellow };
  return { text: percent(row.mean), colour: canvas.paint.bold };
}

function readInterval(row: ResultRow): string {
  if (row.mean === undefined) return nothing;
  const { low, high } = row.interval;
  return `${percent(low).replace(' %', '')} … ${percent(high).replace(' %', '')}`;
}

function readLoss(many: number, canvas: Canvas): Cell {
  return many === 0 ? nothing : { text: count(many), colour: canvas.paint.yellow };
}

function readCost(row: ResultRow): string {
  return row.costUsd === undefined || row.costUsd === 0 ? nothing : usd(row.costUsd);
}

/** Shared and recorded answers took no time that anybody measured. */
function readTime(ms: number | undefined): string {
  return ms === undefined || ms === 0 ? nothing : duration(ms);
}
