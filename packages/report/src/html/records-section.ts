import { h, type ComponentChild } from 'preact';

import type { ClockTrouble } from '../history/build-history.ts';
import type { ReportView } from '../history/report-view.ts';
import { momentText } from '../history/time.ts';
import { count, usd } from '../numbers.ts';
import { plainTable } from './data-table.ts';
import { name, others } from './words.ts';

/** Runs that the list shows. */
const listed = 40;

const clockWords: Readonly<Record<ClockTrouble['how'], string>> = {
  'ends-before-start': 'ends before it starts',
  'in-the-future': 'starts in the future',
};

/** Where the numbers come from: the runs, and everything that was left out of them. */
export function recordsSection(view: ReportView): ComponentChild {
  const { history } = view;
  const runs = history.runs.toReversed().slice(0, listed);
  return h(
    'section',
    { id: 'records' },
    h('h2', null, 'The records behind this page'),
    troubles(view),
    h(
      'details',
      null,
      h('summary', null, `The newest ${runs.length} of ${count(history.runs.length)} runs`),
      plainTable({
        titles: ['Run', 'Started', 'Commit', 'Outcome', 'Gate', 'Trials', 'Faults', 'Cost'],
        right: [5, 6, 7],
        rows: runs.map((run) => [
          name(run.runId),
          momentText(run.at),
          run.commit === undefined
            ? 'none'
            : name(`${run.commit.slice(0, 8)}${run.dirty === true ? ' +' : ''}`),
          run.partial === true ? 'a part of the cases' : run.outcome,
          run.verdict?.outcome ?? 'not judged',
          count(run.executed),
          count(run.faulted),
          run.cost === undefined ? 'unknown' : usd(run.cost),
        ]),
      }),
    ),
  );
}

function troubles({ history, gaps }: ReportView): ComponentChild {
  const told = [
    ...gaps.map((gap) => others(gap, 300)),
    ...history.skipped.map(({ runId, why }) => [name(runId), ` is left out: ${others(why, 200)}`]),
    ...history.clockTroubles.map(({ runId, how }) => [
      name(runId),
      ` ${clockWords[how]}: the clock was wrong, so it stands in no course`,
    ]),
    ...history.renamings.map(({ from, to }) => [
      name(from),
      ' goes on as ',
      name(to),
      ': their cases are the same',
    ]),
  ];
  if (told.length === 0) return h('p', { class: 'soft' }, 'Every record could be read.');
  return h(
    'ul',
    { class: 'statements' },
    told.map((line) => h('li', { class: 'is-doubt' }, line)),
  );
}
