import { h, type ComponentChild } from 'preact';

import type { MeasuredSeries } from '../history/measure-all.ts';
import type { ReportView } from '../history/report-view.ts';
import { tellNothing, tellPeriod, type Statement } from '../history/tell-period.ts';
import { dayText, momentText } from '../history/time.ts';
import { counted } from '../numbers.ts';
import { fullStop } from '../phrase.ts';
import { others, phraseNodes } from './words.ts';

/** Sentences that are shown at once; the others fold away. */
const shown = 7;

/** The one thing that matters, then everything that changed in the period. */
export function firstScreen(
  view: ReportView,
  all: readonly MeasuredSeries[],
  anchorOf: (set: string) => string,
): ComponentChild {
  const statements = tellPeriod(view, all);
  const [first] = statements;
  const phrase = first?.phrase ?? tellNothing(all);
  const rest = statements.slice(1);
  return [
    h('p', { class: 'eyebrow' }, `${others(view.project)} · eval report · ${momentText(view.now)}`),
    h('h1', first?.tone === 'worse' ? { class: 'worse' } : null, [
      ...phraseNodes(phrase),
      fullStop(phrase),
    ]),
    h('p', { class: 'soft' }, tellPeriodWords(view)),
    list(rest.slice(0, shown), anchorOf),
    rest.length > shown
      ? h(
          'details',
          null,
          h('summary', null, `${rest.length - shown} more`),
          list(rest.slice(shown), anchorOf),
        )
      : null,
  ];
}

function tellPeriodWords(view: ReportView): string {
  const { runs, series } = view.history;
  const since = view.sinceReview ? `the review of ${dayText(view.since)}` : dayText(view.since);
  const inPeriod = runs.filter((run) => run.at >= view.since && run.at <= view.now).length;
  return `Since ${since}: ${counted(inPeriod, 'run')} of ${runs.length}, on ${counted(series.length, 'pair')} of set and target.`;
}

function list(statements: readonly Statement[], anchorOf: (set: string) => string): ComponentChild {
  if (statements.length === 0) return null;
  return h(
    'ul',
    { class: 'statements' },
    statements.map(({ tone, phrase, set }) =>
      h(
        'li',
        { class: `is-${tone}` },
        phraseNodes(phrase),
        `${fullStop(phrase)} `,
        set === undefined
          ? null
          : h('a', { href: `#${anchorOf(set)}`, 'aria-label': `show ${others(set)}` }, 'show'),
      ),
    ),
  );
}
