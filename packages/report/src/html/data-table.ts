import { h, type ComponentChild } from 'preact';

import { count } from '../numbers.ts';

/** A table of values. */
export interface TableSpec {
  readonly caption?: ComponentChild;
  readonly titles: readonly ComponentChild[];
  readonly rows: readonly (readonly ComponentChild[])[];
  /** Columns of numbers. */
  readonly right?: readonly number[];
  /** Columns that are never broken. */
  readonly keep?: readonly number[];
  readonly className?: string;
  /** Rows that are shown at most; below them stands how many more there are. */
  readonly most?: number;
}

/** A table whose first column names its rows. */
export function plainTable(spec: TableSpec): ComponentChild {
  const { caption, className } = spec;
  return h(
    'div',
    { class: 'wide', tabIndex: 0, role: 'group', 'aria-label': 'Table' },
    h(
      'table',
      className === undefined ? null : { class: className },
      caption === undefined ? null : h('caption', null, caption),
      tableHead(spec),
      tableBody(spec),
    ),
    moreRows(spec),
  );
}

function moreRows({ rows, most = rows.length }: TableSpec): ComponentChild {
  return rows.length > most
    ? h('p', { class: 'soft small' }, `and ${count(rows.length - most)} more`)
    : null;
}

function tableHead(spec: TableSpec): ComponentChild {
  const cells = spec.titles.map((title, at) =>
    h('th', { scope: 'col', ...classOf(spec, at) }, title),
  );
  return h('thead', null, h('tr', null, cells));
}

function tableBody(spec: TableSpec): ComponentChild {
  const rows = spec.rows.slice(0, spec.most).map((cells) =>
    h(
      'tr',
      null,
      cells.map((cell, at) =>
        at === 0
          ? h('th', { scope: 'row', ...classOf(spec, at) }, cell)
          : h('td', { ...classOf(spec, at), ...labelOf(spec, at) }, cell),
      ),
    ),
  );
  return h('tbody', null, rows);
}

function classOf({ right = [], keep = [] }: TableSpec, at: number): { readonly class?: string } {
  if (right.includes(at)) return { class: 'num' };
  return keep.includes(at) ? { class: 'keep' } : {};
}

/** On a phone a row is a list, and each value carries the title of its column. */
function labelOf({ titles }: TableSpec, at: number): { readonly 'data-label'?: string } {
  const title = titles[at];
  return typeof title === 'string' ? { 'data-label': title } : {};
}

/** The numbers behind a chart, folded away. */
export function dataTable(spec: TableSpec): ComponentChild {
  return h('details', { class: 'data' }, h('summary', null, 'Data'), plainTable(spec));
}
