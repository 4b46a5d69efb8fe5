import type { RunRecord } from '@pawl/core';

import { listFailures, type Failure } from '../failures.ts';
import { count } from '../numbers.ts';
import { code, own, say, type Phrase } from '../phrase.ts';
import type { Canvas } from './canvas.ts';
import { layOut } from './sentence.ts';
import { layOutTable, nothing, type Cell } from './table.ts';

/** The first failing cases with the reason, the grave ones before the others, and how many more there are. */
export function layOutFailures(
  record: RunRecord,
  canvas: Canvas & { readonly shown: number },
): string[] {
  const { shown, total } = chooseFailures(record, canvas.shown);
  if (total === 0) return [];
  const { paint } = canvas;
  const several = new Set(shown.map((failure) => failure.target)).size > 1;
  const columns = [
    { title: 'case', least: 14 },
    { title: 'target', least: 12, keep: 5 },
    { title: 'by', least: 8, keep: 3 },
    { title: 'got', align: 'right' as const, keep: 4 },
    { title: 'reason', least: 16, keep: 9 },
  ];
  const rows = shown.map((failure) => readFailure(failure, canvas));
  const left = total - shown.length;
  return [
    paint.bold(`Failing ${total === 1 ? 'case' : 'cases'}`) +
      paint.dim(` ${countFailures(total, several)}`),
    ...layOutTable(columns, rows, canvas),
    ...(left > 0
      ? layOut(tellMore(left, record), { ...canvas, indent: 2, colour: paint.dim })
      : []),
  ];
}

function tellMore(left: number, record: RunRecord): Phrase {
  return say`${own(`and ${count(left)} more: `)}${code(`pawl show ${record.runId}`)}`;
}

function countFailures(total: number, several: boolean): string {
  return several ? `${count(total)} over all targets` : count(total);
}

/** Every cell gets its share of the rows; grave cases come first. */
function chooseFailures(
  record: RunRecord,
  most: number,
): { shown: readonly Failure[]; total: number } {
  const share = Math.max(2, Math.ceil(most / Math.max(1, record.cells.length)));
  const grave: Failure[] = [];
  const others = new Map<string, Failure[]>();
  let total = 0;
  for (const failure of listFailures(record)) {
    total += 1;
    const key = JSON.stringify([failure.set, failure.target]);
    const list = isGrave(failure) ? grave : (others.get(key) ?? []);
    if (list !== grave) others.set(key, list);
    if (list.length < (list === grave ? most : share)) list.push(failure);
  }
  return { shown: [...grave, ...[...others.values()].flat()].slice(0, most), total };
}

function isGrave(failure: Failure): boolean {
  return failure.critical || failure.incidents.length > 0;
}

function readFailure(failure: Failure, { paint }: Canvas): readonly Cell[] {
  const guards = failure.incidents.length > 0 ? ` (guards ${failure.incidents.join(', ')})` : '';
  const name = `${failure.case}${guards}${failure.critical ? ' (critical)' : ''}`;
  const got =
    failure.trials === 1 ? tellValue(failure.value) : `${failure.passed}/${failure.trials}`;
  return [
    isGrave(failure) ? { text: name, colour: paint.red } : name,
    failure.target,
    failure.scorer,
    got,
    failure.reason === undefined || failure.reason === '' ? nothing : failure.reason,
  ];
}

function tellValue(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
