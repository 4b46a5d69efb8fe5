import { h, type ComponentChild } from 'preact';

import { measureAll, type MeasuredSeries } from '../history/measure-all.ts';
import type { ReportView } from '../history/report-view.ts';
import { coverageSection } from './coverage-section.ts';
import { emptyMain } from './empty-page.ts';
import { evidenceSection } from './evidence-section.ts';
import { firstScreen } from './first-screen.ts';
import { judgesSection } from './judges-section.ts';
import { renderPage, type Page, type Sha256Base64 } from './page.ts';
import { panels } from './panels.ts';
import { recordsSection } from './records-section.ts';
import { setSection } from './set-section.ts';
import { setsTable } from './sets-table.ts';
import { name, others } from './words.ts';

/** The trend report as one HTML document: no script, no request. */
export function renderReport(view: ReportView, sha256: Sha256Base64): string {
  return renderPage(reportPage(view), sha256);
}

/** The report's page, for documents that put something around it. */
export function reportPage(view: ReportView): Page {
  const title = `${others(view.project)}: eval report`;
  const footer =
    'Made by pawl report from the records alone. Intervals are at 95 %; differences are paired case by case, between one-sided bounds.';
  if (view.history.runs.length === 0) return { title, header: null, main: emptyMain(view), footer };
  const all = measureAll(view);
  const sets = [...new Set(all.map(({ series }) => series.set))];
  const anchorOf = (set: string): string => `set-${sets.indexOf(set) + 1}`;
  return {
    title,
    header: firstScreen(view, all, anchorOf),
    main: [
      all.length === 0 ? null : setsTable(all, anchorOf),
      contents(sets, anchorOf, view.calibrations.length > 0),
      panels(all),
      sets.map((set) => setPart(set, all, { view, anchor: anchorOf(set) })),
      judgesSection(view),
      coverageSection(view),
      evidenceSection(view, all),
      recordsSection(view),
    ],
    footer,
  };
}

function setPart(
  set: string,
  all: readonly MeasuredSeries[],
  { view, anchor }: { readonly view: ReportView; readonly anchor: string },
): ComponentChild {
  const own = all.filter(({ series }) => series.set === set);
  const talks = view.talks.filter((talk) => talk.set === set);
  const incidents = view.incidents.filter(({ guards }) => guards.some((one) => one.set === set));
  return setSection(own, { talks, incidents, releases: view.releases, anchor });
}

function contents(
  sets: readonly string[],
  anchorOf: (set: string) => string,
  hasJudges: boolean,
): ComponentChild {
  const parts: readonly (readonly [string, ComponentChild])[] = [
    ...sets.map((set) => [anchorOf(set), name(set, 40)] as const),
    ...(hasJudges ? [['judges', 'Judges beside people'] as const] : []),
    ['incidents', 'Incidents and waivers'],
    ['evidence', 'The evidence itself'],
    ['records', 'Records'],
  ];
  return h(
    'nav',
    { 'aria-label': 'Contents' },
    h(
      'ul',
      { class: 'contents' },
      parts.map(([anchor, text]) => h('li', null, h('a', { href: `#${anchor}` }, text))),
    ),
  );
}
