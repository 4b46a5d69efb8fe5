import type { Severity } from '@pawl/core';
import { h, type ComponentChild } from 'preact';

import type { CatchFacts, IncidentFacts, ReportView, WaiverFacts } from '../history/report-view.ts';
import { daysFrom, dayText } from '../history/time.ts';
import { count, counted, interval, percent } from '../numbers.ts';
import { plainTable } from './data-table.ts';
import { tag } from './tone.ts';
import { linked, name, others } from './words.ts';

/** Incidents and the guards that would catch them, and the waivers with their last days. */
export function coverageSection(view: ReportView): ComponentChild {
  return h(
    'section',
    { id: 'incidents' },
    h('h2', null, 'Incidents and waivers'),
    h(
      'p',
      { class: 'lead' },
      'An incident is covered when at least one of its guards is proven: it fails the bad output and passes the good one.',
    ),
    view.incidents.length === 0
      ? h('p', { class: 'soft' }, 'No incident is written down.')
      : incidentParts(view),
    h('h3', null, 'Waivers'),
    waivers(view),
  );
}

const isCovered = ({ guards }: IncidentFacts): boolean =>
  guards.some((guard) => guard.state === 'proven');

function incidentParts(view: ReportView): ComponentChild {
  const { incidents } = view;
  const covered = incidents.filter(isCovered).length;
  return [
    h(
      'ul',
      { class: 'sum' },
      figure(
        percent(covered / incidents.length),
        `covered: ${count(covered)} of ${counted(incidents.length, 'incident')}`,
      ),
      catchFigure(view.catches.find(({ group }) => group === 'all')),
      figure(count(incidents.filter((one) => one.owner === undefined).length), 'without an owner'),
    ),
    severityTable(view),
    h('h3', null, 'Every incident'),
    plainTable({
      titles: ['Incident', 'Title', 'Severity', 'Happened', 'Owner', 'Guards'],
      keep: [0, 3, 4],
      rows: incidents.map(incidentRow),
    }),
  ];
}

/** The share of failed guards that were held back before the merge, with its interval. */
function catchFigure(all: CatchFacts | undefined): ComponentChild {
  if (all === undefined) return figure('no catch rate', 'no guard has failed in a judged run yet');
  const { caught, failures } = all;
  return figure(
    percent(caught / failures),
    `caught before the merge: ${count(caught)} of ${counted(failures, 'failure')} of guards, interval ${interval(all)}`,
  );
}

function figure(value: string, words: string): ComponentChild {
  return h('li', null, h('b', null, value), words);
}

function severityTable({ incidents, catches }: ReportView): ComponentChild {
  const severities: readonly Severity[] = ['sev1', 'sev2', 'sev3', 'sev4'];
  const groups = [
    ...severities.map((severity) => ({
      title: severity,
      catches: catches.find((one) => one.group === 'severity' && one.name === severity),
      all: incidents.filter((one) => one.severity === severity),
    })),
    ...[...new Set(incidents.map((one) => one.owner ?? 'nobody'))].map((owner) => ({
      title: owner,
      catches: catches.find((one) => one.group === 'owner' && (one.name || 'nobody') === owner),
      all: incidents.filter((one) => (one.owner ?? 'nobody') === owner),
    })),
  ].filter(({ all }) => all.length > 0);
  return plainTable({
    titles: [
      'Severity or owner',
      'Incidents',
      'Covered',
      'Share',
      'Guards failed',
      'Caught',
      'Catch rate',
      'Interval',
    ],
    className: 'narrow',
    right: [1, 2, 3, 4, 5, 6, 7],
    rows: groups.map(({ title, all, catches: own }) => {
      const covered = all.filter(isCovered).length;
      return [
        name(title),
        count(all.length),
        count(covered),
        percent(covered / all.length),
        ...catchCells(own),
      ];
    }),
  });
}

function catchCells(catches: CatchFacts | undefined): readonly string[] {
  if (catches === undefined) return ['0', '', '', ''];
  const { failures, caught } = catches;
  return [count(failures), count(caught), percent(caught / failures), interval(catches)];
}

function incidentRow(incident: IncidentFacts): readonly ComponentChild[] {
  const { id, title, severity, occurred, owner, guards, url } = incident;
  const told = guards.map(({ set, case: guarding, state, why }) =>
    h(
      'div',
      null,
      name(guarding),
      h('span', { class: 'soft' }, ' in ', name(set, 40), ' '),
      tag(state, state === 'proven' ? 'better' : 'doubt'),
      why === undefined ? null : h('div', { class: 'soft' }, others(why, 200)),
    ),
  );
  return [
    linked(others(id, 40), url),
    others(title, 200),
    severity,
    occurred === undefined ? 'unknown' : dayText(occurred),
    owner === undefined ? h('span', { class: 'doubt' }, 'nobody') : name(owner, 40),
    told.length === 0 ? h('span', { class: 'doubt' }, 'no guard') : told,
  ];
}

function waivers(view: ReportView): ComponentChild {
  if (view.waivers.length === 0) return h('p', { class: 'soft' }, 'Nothing is waived.');
  const rows = view.waivers.toSorted((a, b) => (a.until < b.until ? -1 : 1));
  return plainTable({
    titles: ['Waiver', 'Accepts', 'Why', 'Owner', 'Ends'],
    rows: rows.map((one) => waiverRow(one, view.now)),
  });
}

function waiverRow(waiver: WaiverFacts, now: string): readonly ComponentChild[] {
  const left = daysFrom(now.slice(0, 10), waiver.until);
  const ends =
    left < 0
      ? `ended ${dayText(waiver.until)}`
      : `${dayText(waiver.until)}, in ${counted(left, 'day')}`;
  return [
    name(waiver.file),
    [counted(waiver.cases.length, 'case'), ' of ', name(waiver.set)],
    others(`${waiver.reason}: ${waiver.why}`, 200),
    name(waiver.owner, 40),
    h('span', { class: left < 14 ? 'doubt' : '' }, ends),
  ];
}
