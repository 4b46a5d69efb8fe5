import { h, type ComponentChild } from 'preact';

import type { Series } from '../history/build-history.ts';
import type { MeasuredSeries } from '../history/measure-all.ts';
import type { ReportView } from '../history/report-view.ts';
import { underpoweredSets } from '../history/underpowered-sets.ts';
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

function costs({ history, since, now }: ReportView): ComponentChild {
  const sum = (values: readonly (number | undefined)[]): number =>
    values.reduce<number>((total, value) => total + (value ?? 0), 0);
  const period = history.runs.filter((run) => run.at >= since && run.at <= now);
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
        'Needed: distinct cases without which nothing can be said at the margin. For a power of 80 %: with so many a loss of the margin would be seen four times out of five, from how often pairs flipped.',
      titles: ['Set', 'Margin', 'Cases', 'Needed', 'For a power of 80 %', 'Lacking'],
      right: [1, 2, 3, 4, 5],
      rows: sets.map((one) => [
        name(one.set),
        `${points(one.margin)} points`,
        count(one.cases),
        count(one.needed),
        one.forPower === undefined ? 'unknown' : count(one.forPower),
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
    caseNames(
      rows.flatMap(({ series, measures }) => [
        { series, what: 'always passed', cases: measures.alwaysPassed },
        { series, what: 'always failed', cases: measures.alwaysFailed },
      ]),
    ),
  ];
}

/** Cases that are named of one set on one target. */
const named = 60;

/** Cases of a series of which the same is said. */
interface CaseGroup {
  readonly series: Series;
  readonly what: string;
  readonly cases: readonly string[];
}

/** The names of the cases, folded away. */
function caseNames(groups: readonly CaseGroup[]): ComponentChild {
  const told = groups.filter(({ cases }) => cases.length > 0);
  if (told.length === 0) return null;
  return h(
    'details',
    null,
    h('summary', null, 'Their names'),
    told.map(({ series, what, cases }) => {
      const more = cases.length - named;
      return h(
        'p',
        { class: 'small' },
        h('b', null, name(series.set), ' on ', name(series.target), `, ${what}: `),
        cases.slice(0, named).map((id, at) => [at === 0 ? null : ', ', name(id, 60)]),
        more > 0 ? ` and ${counted(more, 'more case')}` : null,
      );
    }),
  );
}

/** Sets whose newest run is old or that nobody owns, and single cases that were not answered for as long. */
function neglected(all: readonly MeasuredSeries[]): ComponentChild {
  const found = all.filter(
    ({ measures, series }) => measures.staleCases.length > 0 || series.owner === '',
  );
  if (found.length === 0) return null;
  return [
    h('h3', null, 'Stale or without an owner'),
    plainTable({
      caption: 'Stale: no answer for longer than the set allows.',
      titles: ['Set', 'Target', 'Last run', 'Owner', 'Stale cases', 'Cases'],
      right: [2, 4, 5],
      rows: found.map(({ series, measures }) => [
        name(series.set),
        name(series.target),
        `${counted(measures.ageDays, 'day')} ago`,
        series.owner === '' ? 'nobody' : name(series.owner, 40),
        measures.stale ? 'all' : count(measures.staleCases.length),
        count(measures.courses.length),
      ]),
    }),
    caseNames(
      found
        .filter(({ measures }) => !measures.stale)
        .map(({ series, measures }) => ({ series, what: 'stale', cases: measures.staleCases })),
    ),
  ];
}
