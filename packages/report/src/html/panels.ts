import { h, type ComponentChild } from 'preact';

import type { MeasuredSeries } from '../history/measure-all.ts';
import { count, counted, percent, points } from '../numbers.ts';
import { name } from './words.ts';

/** Rows of a panel's table; how many more there are stands below. */
const shown = 5;

/** The three things that the leader of a team asks first: quality, volatility, rework. */
export function panels(all: readonly MeasuredSeries[]): ComponentChild {
  return h('div', { class: 'panels' }, quality(all), volatility(all), rework(all));
}

function panel(title: string, lead: string, rest: readonly ComponentChild[]): ComponentChild {
  return h(
    'div',
    { class: 'panel' },
    h('h2', null, title),
    h('p', { class: 'lead' }, lead),
    ...rest,
  );
}

function quality(all: readonly MeasuredSeries[]): ComponentChild {
  const cells = all.flatMap(({ measures }) => measures.newest.score ?? []);
  const cases = cells.reduce((sum, cell) => sum + cell.cases, 0);
  const passed = cells.reduce((sum, cell) => sum + cell.passed, 0);
  const lowest = all
    .filter(({ measures }) => measures.newest.score?.mean !== undefined)
    .toSorted((a, b) => meanOf(a) - meanOf(b));
  return panel(
    'Quality',
    'Cases whose every trial passes, over the newest run of every set and target.',
    [
      h('p', { class: 'figure' }, cases === 0 ? 'none' : percent(passed / cases)),
      h('p', { class: 'soft' }, `${count(passed)} of ${count(cases)} cases`),
      smallTable(
        'Lowest rates',
        lowest.map((one) => [one, percent(meanOf(one))]),
      ),
    ],
  );
}

const meanOf = ({ measures }: MeasuredSeries): number => measures.newest.score?.mean ?? 0;

function volatility(all: readonly MeasuredSeries[]): ComponentChild {
  const spread = all
    .flatMap((one) =>
      one.measures.runSpread === undefined ? [] : [{ one, share: one.measures.runSpread.share }],
    )
    .toSorted((a, b) => b.share - a.share);
  const trials = all
    .flatMap((one) =>
      one.measures.trialSpread === undefined ? [] : [{ one, share: one.measures.trialSpread }],
    )
    .toSorted((a, b) => b.share - a.share);
  const middle = spread[Math.floor(spread.length / 2)];
  return panel(
    'Volatility',
    'How far a rate moves from run to run, and one trial from the next, when nobody means it to.',
    [
      h(
        'p',
        { class: 'figure' },
        middle === undefined ? 'unknown' : `±${points(middle.share)} points`,
      ),
      h(
        'p',
        { class: 'soft' },
        middle === undefined
          ? 'A second run on the same ruler tells.'
          : 'median from run to run (standard deviation)',
      ),
      smallTable(
        'Run to run',
        spread.map(({ one, share }) => [one, `±${points(share)}`]),
      ),
      smallTable(
        'Trial to trial',
        trials.map(({ one, share }) => [one, `±${points(share)}`]),
      ),
    ],
  );
}

function rework(all: readonly MeasuredSeries[]): ComponentChild {
  const rows = all
    .map((one) => ({ one, cases: one.measures.rework.length }))
    .filter(({ cases }) => cases > 0)
    .toSorted((a, b) => b.cases - a.cases);
  const total = rows.reduce((sum, { cases }) => sum + cases, 0);
  return panel('Rework', 'Cases that were mended and broke again: work that is paid for twice.', [
    h('p', { class: 'figure' }, counted(total, 'case')),
    h(
      'p',
      { class: 'soft' },
      total === 0 ? 'No case broke again after it had passed.' : 'failed, passed, failed again',
    ),
    smallTable(
      'Most rework',
      rows.map(({ one, cases }) => [one, String(cases)]),
    ),
  ]);
}

function smallTable(
  caption: string,
  rows: readonly (readonly [MeasuredSeries, string])[],
): ComponentChild {
  if (rows.length === 0) return null;
  return [
    h(
      'table',
      null,
      h('caption', null, caption),
      h(
        'tbody',
        null,
        rows
          .slice(0, shown)
          .map(([{ series }, text]) =>
            h(
              'tr',
              null,
              h(
                'th',
                { scope: 'row' },
                name(series.set, 40),
                ' ',
                h('span', { class: 'soft' }, name(series.target, 40)),
              ),
              h('td', { class: 'num' }, text),
            ),
          ),
      ),
    ),
    rows.length > shown
      ? h('p', { class: 'soft small' }, `and ${count(rows.length - shown)} more`)
      : null,
  ];
}
