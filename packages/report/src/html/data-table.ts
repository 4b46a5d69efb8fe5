import { h, type ComponentChild } from 'preact';

/** A table of values. */
export interface TableSpec {
  readonly caption?: ComponentChild;
  readonly titles: readonly ComponentChild[];
  readonly rows: readonly (readonly ComponentChild[])[];
  /** Columns of numbers. */
  readonly right?: readonly number[];
  readonly className?: string;
}

/** A table whose first column names its rows. */
export function plainTable({
  caption,
  titles,
  rows,
  right = [],
  className,
}: TableSpec): ComponentChild {
  const classOf = (at: number) => (right.includes(at) ? { class: 'num' } : {});
  return h(
    'div',
    { class: 'wide', tabIndex: 0, role: 'group', 'aria-label': 'Table' },
    h(
      'table',
      className === undefined ? null : { class: className },
      caption === undefined ? null : h('caption', null, caption),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          titles.map((title, at) => h('th', { scope: 'col', ...classOf(at) }, title)),
        ),
      ),
      h(
        'tbody',
        null,
        rows.map((cells) =>
          h(
            'tr',
            null,
            cells.map((cell, at) =>
              at === 0 ? h('th', { scope: 'row' }, cell) : h('td', classOf(at), cell),
            ),
          ),
        ),
      ),
    ),
  );
}

/** The numbers behind a chart, folded away. */
export function dataTable(spec: TableSpec): ComponentChild {
  return h('details', { class: 'data' }, h('summary', null, 'Data'), plainTable(spec));
}
