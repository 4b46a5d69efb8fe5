import type { Comparison } from '@pawl/core';
import { h, type ComponentChild } from 'preact';

import type { Point } from '../history/build-history.ts';
import type { CaseState } from '../history/case-courses.ts';
import type { MeasuredSeries } from '../history/measure-all.ts';
import type { CaseTalk, IncidentFacts, Release } from '../history/report-view.ts';
import { momentOf, momentText } from '../history/time.ts';
import { count, counted, duration, interval, percent, points, usd } from '../numbers.ts';
import { toPlain } from '../phrase.ts';
import { tellEvidence } from '../words/comparison-numbers.ts';
import { dataTable, plainTable } from './data-table.ts';
import { effortCharts } from './effort-charts.ts';
import { heatMap } from './heat-map.ts';
import { intervalRows } from './interval-rows.ts';
import { letterWords, phraseChange } from './marks.ts';
import { talkList } from './talk.ts';
import { stateWord, toneOf } from './tone.ts';
import { trendChart, type TrendEvent } from './trend-chart.ts';
import { name, others } from './words.ts';

/** Points that the data table of a trend holds at most. */
const tableRows = 60;

/** What a page knows about a set beside its runs. */
export interface SetContext {
  readonly talks: readonly CaseTalk[];
  /** Those that its cases guard. */
  readonly incidents: readonly IncidentFacts[];
  /** Oldest first. */
  readonly releases: readonly Release[];
  readonly anchor: string;
}

/** Everything about one set: course, slices, map of cases, cases to talk about, effort. */
export function setSection(
  set: readonly MeasuredSeries[],
  { talks, incidents, releases, anchor }: SetContext,
): ComponentChild {
  const [first] = set;
  if (first === undefined) return null;
  const newest = first.measures.newest.cell;
  const keeper = first.series.owner;
  const owner = keeper === '' ? 'owned by nobody' : ['owned by ', name(keeper)];
  return h(
    'section',
    { id: anchor },
    h('h2', null, name(first.series.set)),
    h(
      'p',
      { class: 'lead' },
      `Version ${others(newest.setVersion, 30)}, ${counted(newest.cases.length, 'case')}, `,
      owner,
      `, margin ${points(newest.margin)} points.`,
    ),
    targetsPart(set),
    h(
      'div',
      { class: 'charts' },
      set
        .filter(({ series }) => series.points.length > 1)
        .map((one) => trendFigure(one, [...eventsOf(incidents), ...releasesIn(one, releases)])),
    ),
    set.some((one) => isMarked(one, releases))
      ? h('p', { class: 'soft small' }, `Marks: ${letterWords}.`)
      : null,
    talks.length === 0
      ? null
      : [h('h3', null, 'Cases to talk about'), talkList(talks, (talk) => statesOf(set, talk))],
    mapPart(set),
    slicesPart(set),
    effortPart(set),
  );
}

const isMarked = (one: MeasuredSeries, releases: readonly Release[]): boolean =>
  one.series.points.some((point) => point.changes.length > 0) ||
  releasesIn(one, releases).length > 0;

/** The releases between the first and the last run of a course. */
function releasesIn(
  { series }: MeasuredSeries,
  releases: readonly Release[],
): readonly TrendEvent[] {
  const moments = series.points.map(({ run }) => momentOf(run.at));
  const [first = 0, last = 0] = [moments[0], moments.at(-1)];
  return releases
    .filter(({ at }) => momentOf(at) >= first && momentOf(at) <= last)
    .map(({ name: release, at }) => ({ at, label: `release ${release}`, kind: 'release' }));
}

/** The newest rate of every target on one scale, where there are several. */
function targetsPart(set: readonly MeasuredSeries[]): ComponentChild {
  const rows = set.flatMap(({ series, measures: { newest } }) =>
    newest.score === undefined ? [] : [{ label: series.target, score: newest.score }],
  );
  const single = set.every(({ series }) => series.points.length === 1);
  if (rows.length === 0 || (rows.length === 1 && !single)) return null;
  const sorted = rows.toSorted((a, b) => (b.score.mean ?? 0) - (a.score.mean ?? 0));
  return [
    intervalRows(sorted, 'Newest rate of every target with its interval'),
    dataTable({
      titles: ['Target', 'Rate', 'Interval', 'Passed'],
      right: [1, 2, 3],
      rows: sorted.map(({ label, score }) => [
        name(label),
        score.mean === undefined ? 'none' : percent(score.mean),
        interval(score),
        `${count(score.passed)} of ${count(score.cases)}`,
      ]),
    }),
  ];
}

function statesOf(set: readonly MeasuredSeries[], talk: CaseTalk): readonly CaseState[] {
  const own = set.find(({ series }) => series.target === talk.target);
  return own?.measures.courses.find((course) => course.case === talk.case)?.states ?? [];
}

function mapPart(set: readonly MeasuredSeries[]): ComponentChild {
  const map = heatMap(set);
  return map === null ? null : [h('h3', null, 'Cases over runs'), map];
}

function trendFigure(
  { series, shift }: MeasuredSeries,
  events: readonly TrendEvent[],
): ComponentChild {
  const { points: course, scorer, target } = series;
  const label = `Rate of ${others(target)} by ${others(scorer)} over ${counted(course.length, 'run')}`;
  return h(
    'figure',
    null,
    h(
      'figcaption',
      null,
      h('b', null, name(target)),
      h('span', { class: 'soft' }, 'by ', name(scorer, 30)),
    ),
    trendChart(course, label, events),
    shift === undefined
      ? null
      : h(
          'p',
          { class: `small soft ${toneOf(shift.comparison.state)}` },
          tellShift(shift.comparison),
        ),
    trendTable(course, events),
  );
}

/** What the comparison with the run before the period says. */
function tellShift(comparison: Comparison): string {
  return `${stateWord(comparison.state)}: ${tellEvidence(comparison)}`;
}

function eventsOf(incidents: readonly IncidentFacts[]): readonly TrendEvent[] {
  return incidents.flatMap(({ id, title, occurred }) =>
    occurred === undefined ? [] : [{ at: occurred, label: `${id}: ${title}` }],
  );
}

function trendTable(course: readonly Point[], events: readonly TrendEvent[]): ComponentChild {
  const rows = course.slice(-tableRows).toReversed();
  const older = course.length - rows.length;
  return dataTable({
    ...(older === 0
      ? {}
      : { caption: `The newest ${rows.length}; ${older} older ones are in the records.` }),
    titles: ['Run', 'Rate', 'Interval', 'Passed', 'Gate', 'Commit', 'Since the run before'],
    right: [1, 2, 3],
    rows: rows.map(({ run, score, changes }, at) => [
      momentText(run.at),
      score?.mean === undefined ? 'none' : percent(score.mean),
      score === undefined ? '' : interval(score),
      score === undefined ? '' : `${count(score.passed)} of ${count(score.cases)}`,
      run.verdict?.outcome ?? 'not judged',
      run.commit === undefined ? '' : name(run.commit.slice(0, 8)),
      others(
        [
          ...releasedBetween(events, rows[at + 1]?.run.at, run.at),
          ...changes.map((change) => toPlain(phraseChange(change))),
        ].join('; '),
        240,
      ),
    ]),
  });
}

/** Releases after one run and not after the next. */
function releasedBetween(
  events: readonly TrendEvent[],
  after: string | undefined,
  until: string,
): readonly string[] {
  return events
    .filter(
      ({ kind, at }) =>
        kind === 'release' &&
        momentOf(at) <= momentOf(until) &&
        (after === undefined || momentOf(at) > momentOf(after)),
    )
    .map(({ label }) => label);
}

function slicesPart(set: readonly MeasuredSeries[]): ComponentChild {
  const rows = set.flatMap(({ series, measures }) =>
    measures.newest.cell.slices.map((slice) => [
      name(slice.tag),
      name(series.target),
      count(slice.cases),
      slice.mean === undefined ? 'none' : percent(slice.mean),
      interval(slice),
    ]),
  );
  if (rows.length === 0) return null;
  return [
    h('h3', null, 'Slices'),
    plainTable({
      titles: ['Tag', 'Target', 'Cases', 'Rate', 'Interval'],
      right: [2, 3, 4],
      rows,
      most: 80,
    }),
  ];
}

function effortPart(set: readonly MeasuredSeries[]): ComponentChild {
  return [
    h('h3', null, 'Effort, trials and faults'),
    plainTable({
      titles: ['Target', 'Cost', 'p50', 'p95', 'p99', 'Any of k passes', 'All of k pass', 'Faults'],
      right: [1, 2, 3, 4],
      rows: set.map(({ series, measures }) => effortRow(series.target, measures.newest)),
    }),
    effortCharts(set),
  ];
}

function effortRow(target: string, { cell }: Point): readonly ComponentChild[] {
  const { latency } = cell;
  const ks = [cell.passK[0], cell.passK.at(-1)].filter((one, at, all) => all.indexOf(one) === at);
  const passK = (pick: 'any' | 'all'): string =>
    ks.flatMap((one) => (one === undefined ? [] : [`k=${one.k} ${percent(one[pick])}`])).join(', ');
  const faults = Object.entries(cell.faults).map(([kind, times]) => `${kind} ${times}`);
  return [
    name(target),
    cell.cost === undefined ? 'unknown' : usd(cell.cost),
    ...(latency === undefined
      ? ['', '', '']
      : [latency.p50, latency.p95, latency.p99].map(duration)),
    passK('any'),
    passK('all'),
    faults.length === 0 ? 'none' : others(faults.join(', ')),
  ];
}
