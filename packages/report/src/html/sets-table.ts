import { h, type ComponentChild } from 'preact';

import type { MeasuredSeries } from '../history/measure-all.ts';
import { interval, percent, points, signedPoints, usd } from '../numbers.ts';
import { sparkline } from './sparkline.ts';
import { stateWord, toneOf } from './tone.ts';
import { name } from './words.ts';

const titles: readonly (readonly [string, string])[] = [
  ['Set and target', ''],
  ['Course', ''],
  ['Rate', 'num'],
  ['Change', 'num'],
  ['Volatility', 'num'],
  ['Flaky', 'num'],
  ['Cost a run', 'num'],
  ['Age', 'num'],
  ['Owner', ''],
];

/** Sets × targets, one row each, those that got worse first. */
export function setsTable(
  all: readonly MeasuredSeries[],
  anchorOf: (set: string) => string,
): ComponentChild {
  const rows = all.toSorted((a, b) => weight(b) - weight(a));
  return h(
    'div',
    { class: 'wide', tabIndex: 0, role: 'group', 'aria-label': 'Sets and targets' },
    h(
      'table',
      { class: 'main-table' },
      h(
        'caption',
        null,
        'Newest run of every set on every target; rates with their 95 % intervals',
      ),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          titles.map(([text, cls]) => h('th', { scope: 'col', class: cls }, text)),
        ),
      ),
      h(
        'tbody',
        null,
        rows.map((one) => tableRow(one, anchorOf)),
      ),
    ),
  );
}

function weight({ shift }: MeasuredSeries): number {
  const order = ['improved', 'held', 'not-comparable', 'unsure', 'regressed'];
  return shift === undefined ? 0 : order.indexOf(shift.comparison.state);
}

function tableRow(one: MeasuredSeries, anchorOf: (set: string) => string): ComponentChild {
  const { series, measures } = one;
  return h(
    'tr',
    null,
    h(
      'th',
      { scope: 'row' },
      h('a', { href: `#${anchorOf(series.set)}` }, name(series.set)),
      h('span', { class: 'soft' }, ' on ', name(series.target)),
    ),
    h('td', { class: 'curve' }, sparkline(series.points)),
    rateCell(one),
    changeCell(one),
    numberCell('Volatility', spreadText(one)),
    numberCell('Flaky', flakyText(one)),
    numberCell(
      'Cost a run',
      measures.costPerRun === undefined ? 'unknown' : usd(measures.costPerRun),
    ),
    numberCell('Age', `${measures.ageDays} d`, measures.stale ? 'num doubt' : 'num'),
    h(
      'td',
      { 'data-label': 'Owner' },
      series.owner === '' ? h('span', { class: 'doubt' }, 'nobody') : name(series.owner, 40),
    ),
  );
}

function rateCell({ measures }: MeasuredSeries): ComponentChild {
  const { score } = measures.newest;
  if (score?.mean === undefined) return numberCell('Rate', 'none');
  return h(
    'td',
    { class: 'num', 'data-label': 'Rate' },
    h('span', { class: 'rate' }, percent(score.mean)),
    h('span', { class: 'soft' }, ` ${interval(score)}`),
  );
}

function changeCell({ shift }: MeasuredSeries): ComponentChild {
  if (shift === undefined) return numberCell('Change', '–', 'num soft');
  const { difference, state } = shift.comparison;
  const tone = toneOf(state);
  const text = difference === undefined ? stateWord(state) : signedPoints(difference.mid);
  const detail = difference === undefined ? '' : ` ${stateWord(state)}`;
  return h(
    'td',
    { class: 'num', 'data-label': 'Change' },
    h('span', { class: tone }, text),
    h('span', { class: 'soft' }, detail),
  );
}

function numberCell(label: string, text: string, className = 'num'): ComponentChild {
  return h('td', { class: className, 'data-label': label }, text);
}

function spreadText({ measures }: MeasuredSeries): string {
  return measures.runSpread === undefined ? '–' : `±${points(measures.runSpread.share)}`;
}

function flakyText({ measures }: MeasuredSeries): string {
  const cases = measures.courses.length;
  return cases === 0 ? '–' : percent(measures.flaky.length / cases);
}
