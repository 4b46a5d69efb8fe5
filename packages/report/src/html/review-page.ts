import { h, type ComponentChild } from 'preact';

import type { ReportView } from '../history/report-view.ts';
import { dayText } from '../history/time.ts';
import { counted } from '../numbers.ts';
import { fullStop } from '../phrase.ts';
import type { AgendaItem } from '../review/agenda-item.ts';
import { groupWords } from '../review/agenda-markdown.ts';
import { dueDay } from '../review/due-day.ts';
import { renderPage, type Page, type Sha256Base64 } from './page.ts';
import { tag } from './tone.ts';
import { name, others, phraseNodes } from './words.ts';

/** The agenda as a page. */
export function renderReview(
  view: ReportView,
  agenda: readonly AgendaItem[],
  sha256: Sha256Base64,
): string {
  return renderPage(reviewPage(view, agenda), sha256);
}

function reviewPage(view: ReportView, agenda: readonly AgendaItem[]): Page {
  const [first] = agenda;
  return {
    title: `${others(view.project)}: eval review`,
    header: [
      h('p', { class: 'eyebrow' }, `${others(view.project)} · eval review · ${dayText(view.now)}`),
      h(
        'h1',
        null,
        first === undefined
          ? 'Nothing needs a decision.'
          : [
              counted(agenda.length, 'decision'),
              ' to make; first: ',
              phraseNodes(first.title),
              fullStop(first.title),
            ],
      ),
      h('p', { class: 'soft' }, `Since ${dayText(view.since)}, ordered by the decision needed.`),
    ],
    main: Object.entries(groupWords).map(([group, words]) => {
      const items = agenda.filter((item) => item.group === group);
      return items.length === 0
        ? null
        : h(
            'section',
            null,
            h('h2', null, words),
            items.map((item) => itemCard(item, view)),
          );
    }),
    footer:
      'Made by pawl review. Decisions are recorded with pawl review --record and opened again by the next review.',
  };
}

function itemCard(item: AgendaItem, view: ReportView): ComponentChild {
  return h(
    'article',
    { class: 'talk item' },
    h('h3', null, phraseNodes(item.title)),
    h('p', null, phraseNodes(item.why), `${fullStop(item.why)} `, h('b', null, item.question)),
    h(
      'ul',
      { class: 'todo' },
      item.checklist.map((line) => h('li', null, line.replaceAll('`', ''))),
    ),
    h(
      'p',
      null,
      item.choices.map((choice) => [tag(choice), ' ']),
    ),
    h(
      'p',
      { class: 'soft' },
      'Owner: ',
      item.owner === undefined ? 'nobody yet' : name(item.owner, 60),
      ` · due ${dayText(dueDay(view.now, item.dueIn))} · item `,
      name(item.key, 120),
    ),
  );
}
