import { h, type ComponentChild } from 'preact';

import type { ReportView } from '../history/report-view.ts';
import { recordsSection } from './records-section.ts';
import { others } from './words.ts';

/** The page of a project without runs: how to get some. */
export function emptyMain(view: ReportView): ComponentChild {
  return [
    h('p', { class: 'eyebrow' }, others(view.project)),
    h('h1', null, 'No run is recorded yet.'),
    h('p', null, 'A report is made of records. Make the first one, then ask again:'),
    h(
      'pre',
      { tabIndex: 0 },
      'pawl init      # a small set that needs no key\npawl run       # run it and record it\npawl report    # this page, with numbers',
    ),
    h(
      'p',
      null,
      'Runs of the pull-request check become part of it when their downloaded artifacts are named: ',
      h('span', { class: 'name' }, 'pawl report --from downloads/'),
      '.',
    ),
    view.history.skipped.length === 0 ? null : recordsSection(view),
  ];
}
