import { h, type ComponentChild } from 'preact';

import type { ReportView } from '../history/report-view.ts';
import type { Statement } from '../history/tell-period.ts';
import { dayText, momentText } from '../history/time.ts';
import { counted } from '../numbers.ts';
import { fullStop } from '../phrase.ts';
import { others, phraseNodes } from './words.ts';

/** Sentences that are shown at once; the others fold away. */
const shown = 7;

/** The one thing that matters, then everything that changed in the period. */
export function firstScreen(
  view: ReportView,
  statements: readonly Statement[],
  anchorOf: (set: string) => string,
): ComponentChild {
  const [first] = statements;
  const said =
    first === undefined
      ? ['Nothing got worse and nothing waits.']
      : [...phraseNodes(first.phrase), fullStop(first.phrase)];
  const rest = statements.slice(1);
  return [
    h('p', { class: 'eyebrow' }, `${others(view.project)} · eval report · ${momentText(view.now)}`),
    h('h1', first?.tone === 'worse' ? { class: 'worse' } : null, said),
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
  const inPeriod = runs.filter((run) => run.at >= view.since).length;
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
