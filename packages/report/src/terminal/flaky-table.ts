import type { Verdict } from '@pawl/core';

import { counted } from '../numbers.ts';
import { flakyTitles, hintFlaky, listFlaky, tellFlaky, tellMoreFlaky } from '../words/flaky.ts';
import type { Canvas } from './canvas.ts';
import { layOut } from './sentence.ts';
import { layOutTable, nothing, type Column } from './table.ts';

/** The cases whose trials disagree as a table; nothing where there is none. */
export function layOutFlaky(verdict: Verdict, canvas: Canvas): string[] {
  const list = listFlaky(verdict);
  if (list.total === 0) return [];
  const { width, paint } = canvas;
  const more = tellMoreFlaky(list, verdict.runId);
  const title = `Flaky: the trials of ${counted(list.total, 'case')} disagree`;
  return [
    ...layOut(title, { width, colour: paint.bold }),
    ...layOutTable(
      columns,
      list.rows.map((row) => [
        row.set ?? nothing,
        row.target ?? nothing,
        row.case,
        ...tellFlaky(row),
      ]),
      canvas,
    ),
    ...(more === undefined ? [] : layOut(more, { width, indent: 2, colour: paint.dim })),
    ...layOut(hintFlaky(list.rows), { width, indent: 2, mark: '→', colour: paint.dim }),
  ];
}

const columns: readonly Column[] = [
  { title: 'set', least: 8, keep: 1 },
  { title: 'target', least: 8, keep: 2 },
  { title: 'case', least: 16 },
  ...flakyTitles.map((title, at): Column => ({ title, align: 'right', keep: 3 + at })),
];
