import { h, type ComponentChild } from 'preact';

import type { ReportView } from '../history/report-view.ts';
import { underpoweredSets, type MeasuredSeries } from '../history/tell-period.ts';
import { count, counted, points, usd } from '../numbers.ts';
import { plainTable } from './data-table.ts';
import { name } from './words.ts';

/** What the evals themselves are worth: cost, sight, cases that say nothing, sets that nobody keeps. */
export function evidenceSection(view: ReportView, all: readonly MeasuredSeries[]): ComponentChild {
  return h(
    'section',
    { id: 'evidence' },
    h('h2', null, 'The evidence itself'),
    h('p', { class: 'lead' }, 'What it costs to know, and where the sets no longer tell anything.'),
    costs(view),
    blind(all),
    saturated(all),
    neglected(all),
  );
}

function costs({ history, since }: ReportView): ComponentChild {
  const sum = (values: readonly (number | undefined)[]): number =>
    values.reduce<number>((total, value) => total + (value ?? 0), 0);
  const period = history.runs.filter((run) => run.at >= since);
  const unknown = history.runs.filter((run) => run.cost === undefined).length;
  const trials = sum(history.runs.map((run) => run.executed));
  return h(
    'ul',
    { class: 'sum' },
    item(usd(sum(period.map((run) => run.cost))), 'paid in the period'),
    item(
      usd(sum(history.runs.map((run) => run.cost))),
      `paid for all ${counted(history.runs.length, 'run')}`,
    ),
    item(usd(sum(history.runs.map((run) => run.saved))), 'saved by the cache'),
    item(count(trials), 'trials in all'),
    unknown === 0
      ? null
      : item(count(unknown), unknown === 1 ? 'run of unknown cost' : 'runs of unknown cost'),
  );
}

function item(value: string, words: string): ComponentChild {
  return h('li', null, h('b', null, value), words);
}

function blind(all: readonly MeasuredSeries[]): ComponentChild {
  const sets = underpoweredSets(all);
  if (sets.length === 0) return null;
  return [
    h('h3', null, 'Sets that cannot see their own margin'),
    plainTable({
      caption:
        'Cases needed for a verdict at the margin with a power of 80 %, from how often pairs flipped.',
      titles: ['Set', 'Margin', 'Cases', 'Needed', 'Lacking'],
      right: [1, 2, 3, 4],
      rows: sets.map((one) => [
        name(one.set),
        `${points(one.margin)} points`,
        count(one.cases),
        count(one.needed),
        count(one.lacking),
      ]),
    }),
  ];
}

function saturated(all: readonly MeasuredSeries[]): ComponentChild {
  const rows = all.filter(
    ({ measures }) => measures.alwaysPassed.length + measures.alwaysFailed.length > 0,
  );
  const runs = Math.max(0, ...rows.map(({ measures }) => measures.saturatedOver));
  if (rows.length === 0) return null;
  return [
    h('h3', null, 'Cases that tell nothing new'),
    plainTable({
      caption: `The same result in each of the last ${runs} runs.`,
      titles: ['Set', 'Target', 'Always passed', 'Always failed', 'Cases'],
      right: [2, 3, 4],
      rows: rows.map(({ series, measures }) => [
        name(series.set),
        name(series.target),
        count(measures.alwaysPassed.length),
        count(measures.alwaysFailed.length),
        count(measures.courses.length),
      ]),
    }),
  ];
}

function neglected(all: readonly MeasuredSeries[]): ComponentChild {
  const stale = all.filter(({ measures, series }) => measures.stale || series.owner === '');
  if (stale.length === 0) return null;
  return [
    h('h3', null, 'Stale or without an owner'),
    plainTable({
      titles: ['Set', 'Target', 'Last run', 'Owner'],
      right: [2],
      rows: stale.map(({ series, measures }) => [
        name(series.set),
        name(series.target),
        `${counted(measures.ageDays, 'day')} ago`,
        series.owner === '' ? 'nobody' : name(series.owner, 40),
      ]),
    }),
  ];
}
