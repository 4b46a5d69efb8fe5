import { h, type ComponentChild } from 'preact';

import type { CaseState } from '../history/case-courses.ts';
import type { MeasuredSeries } from '../history/measure-all.ts';
import { count } from '../numbers.ts';
import { dataTable } from './data-table.ts';
import { others } from './words.ts';

/** Rows and columns that are drawn at most. */
const limits = { rows: 60, columns: 60 };
const row = 12;
const labels = 210;

/** A row of the map: one case over all targets and runs. */
interface HeatRow {
  readonly case: string;
  readonly states: readonly CaseState[];
  readonly interest: number;
  /** Changes from run to run on the same target. */
  readonly turns: number;
}

interface HeatColumns {
  readonly target: string;
  readonly runs: number;
}

/** Cases × runs, one block a target: only cases that did not always do the same, those that fail now first. */
export function heatMap(set: readonly MeasuredSeries[]): ComponentChild {
  const each = Math.max(1, Math.floor(limits.columns / Math.max(1, set.length)));
  const columns = set.map(({ series }): HeatColumns => ({
    target: series.target,
    runs: Math.min(each, series.points.length),
  }));
  const width = columns.reduce((sum, { runs }) => sum + runs, 0);
  if (width < 2) return null;
  const all = collectRows(set, columns);
  const several = columns.some(({ runs }) => runs > 1);
  const moving = all.filter((one) => (several ? one.turns > 0 : isDivided(one)));
  const rows = moving.toSorted((a, b) => b.interest - a.interest).slice(0, limits.rows);
  const steady = tellSteady(all, moving.length - rows.length);
  if (rows.length === 0) return h('p', { class: 'soft small' }, steady);
  return h(
    'div',
    null,
    legend(),
    h('div', { class: 'wide', tabIndex: 0, role: 'group', 'aria-label': 'Map of cases and runs' }, [
      drawMap(rows, columns),
    ]),
    h('p', { class: 'soft small' }, steady),
    mapTable(rows, columns),
  );
}

function collectRows(set: readonly MeasuredSeries[], columns: readonly HeatColumns[]): HeatRow[] {
  const ids = [...new Set(set.flatMap(({ measures }) => measures.courses.map((one) => one.case)))];
  const maps = set.map(
    ({ measures }) => new Map(measures.courses.map((course) => [course.case, course.states])),
  );
  return ids.map((id) => {
    const parts = columns.map(({ runs }, at): readonly CaseState[] => {
      const states = maps[at]?.get(id)?.slice(-runs);
      return states ?? Array.from({ length: runs }, () => 'absent' as const);
    });
    const states = parts.flat();
    const now = parts.filter((part) => part.at(-1) === 'failed').length;
    const turns = parts.reduce((sum, part) => sum + turnsOf(part), 0);
    return { case: id, states, turns, interest: now * 1000 + turns };
  });
}

const isDivided = ({ states }: HeatRow): boolean =>
  new Set(states.filter((state) => state !== 'absent')).size > 1;

const turnsOf = (states: readonly CaseState[]): number =>
  states.filter((state, at) => at > 0 && state !== states[at - 1]).length;

function tellSteady(rows: readonly HeatRow[], hidden: number): string {
  const always = (state: CaseState): number =>
    rows.filter(({ states }) => states.every((one) => one === state || one === 'absent')).length;
  const [passed, failed] = [always('passed'), always('failed')];
  const more = hidden > 0 ? ` ${count(hidden)} more that changed are in the records.` : '';
  const steady = `${count(passed)} passed everywhere and ${count(failed)} failed everywhere`;
  return `Drawn are the cases that changed. Of all ${count(rows.length)}, ${steady}.${more}`;
}

function legend(): ComponentChild {
  const words: readonly (readonly [CaseState, string])[] = [
    ['failed', 'failed'],
    ['mixed', 'some trials passed'],
    ['passed', 'passed'],
    ['faulted', 'no answer'],
  ];
  return h(
    'ul',
    { class: 'legend' },
    words.map(([state, text]) => h('li', null, h('span', { class: `swatch ${state}` }), text)),
  );
}

/** Where columns and rows stand. */
interface HeatGrid {
  readonly starts: readonly number[];
  /** Left edge of each run. */
  readonly places: readonly number[];
  readonly step: number;
  readonly head: number;
  /** Whether the names of the targets stand slanted, because there is no room for them. */
  readonly slanted: boolean;
  readonly width: number;
  readonly height: number;
}

const gap = 10;

function layOut(rows: readonly HeatRow[], columns: readonly HeatColumns[]): HeatGrid {
  const total = columns.reduce((sum, { runs }) => sum + runs, 0);
  const step = Math.max(8, Math.min(26, Math.floor(560 / total)));
  const starts = columns.map((_, at) =>
    columns.slice(0, at).reduce((sum, { runs }) => sum + runs * step + gap, labels),
  );
  const places = columns.flatMap(({ runs }, at) =>
    Array.from({ length: runs }, (_, run) => (starts[at] ?? labels) + run * step),
  );
  const slanted = columns.some(({ target, runs }) => target.length * 6.2 > runs * step + gap);
  const head = columns.length > 1 ? headHeight(slanted) : 0;
  const width = (places.at(-1) ?? labels) + step + (slanted ? 110 : 0);
  return { starts, places, step, head, slanted, width, height: head + rows.length * row };
}

const headHeight = (slanted: boolean): number => (slanted ? 92 : 16);

function drawMap(rows: readonly HeatRow[], columns: readonly HeatColumns[]): ComponentChild {
  const grid = layOut(rows, columns);
  const { width, height, head, step, starts } = grid;
  const bodyHeight = height - head;
  const states: readonly CaseState[] = ['failed', 'mixed', 'faulted', 'absent'];
  const label = 'Which cases passed in which runs';
  return h(
    'svg',
    {
      class: 'heat',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': label,
    },
    columns.map(({ runs }, at) =>
      h('rect', {
        class: 'passed',
        x: starts[at],
        y: head,
        width: runs * step - 1,
        height: bodyHeight,
      }),
    ),
    states.map((state) =>
      h('path', { class: state, 'stroke-width': row - 2, d: strokes(rows, state, grid) }),
    ),
    head === 0 ? null : columns.map(({ target }, at) => columnLabel(target, starts[at] ?? 0, grid)),
    rows.map((one, at) => rowLabel(one.case, head + at * row + 10)),
  );
}

function rowLabel(id: string, y: number): ComponentChild {
  return h('text', { x: labels - 8, y, 'text-anchor': 'end' }, others(id, 32));
}

function columnLabel(target: string, x: number, { slanted, head, step }: HeatGrid): ComponentChild {
  if (!slanted) return h('text', { x, y: 11 }, others(target, 40));
  const at = `translate(${x + step / 2} ${head - 5}) rotate(-40)`;
  return h('text', { transform: at }, others(target, 22));
}

/** Neighbouring cells of one state become one stroke. */
function strokes(
  rows: readonly HeatRow[],
  state: CaseState,
  { places, step, head }: HeatGrid,
): string {
  let path = '';
  for (const [at, { states }] of rows.entries()) {
    const y = head + at * row + row / 2;
    for (let from = 0; from < states.length; from += 1) {
      if (states[from] !== state) continue;
      let to = from;
      while (states[to + 1] === state && places[to + 1] === (places[to] ?? 0) + step) to += 1;
      path += `M${places[from] ?? 0} ${y}h${(to - from + 1) * step - 1}`;
      from = to;
    }
  }
  return path;
}

const signs: Readonly<Record<CaseState, string>> = {
  passed: 'P',
  failed: 'F',
  mixed: 'm',
  faulted: '?',
  absent: '–',
};

function mapTable(rows: readonly HeatRow[], columns: readonly HeatColumns[]): ComponentChild {
  const lines = rows.map(({ case: id, states }) => {
    let from = 0;
    const parts = columns.map(({ runs }) => {
      const part = states.slice(from, from + runs);
      from += runs;
      return part.map((state) => signs[state]).join('');
    });
    return [others(id, 120), ...parts];
  });
  return dataTable({
    caption:
      'P passed, F failed, m some trials passed, ? no answer, – not in the run; oldest run first.',
    titles: ['Case', ...columns.map(({ target }) => others(target))],
    rows: lines,
  });
}
