import type { Comparison } from '@pawl/core';
import { h, type ComponentChild } from 'preact';

import type { SkippedRun } from '../history/build-history.ts';
import { stateAt } from '../history/case-courses.ts';
import type { ReportView } from '../history/report-view.ts';
import type { CellFacts, RunFacts } from '../history/run-facts.ts';
import { momentText } from '../history/time.ts';
import { count, interval, percent, points, usd } from '../numbers.ts';
import { tellEvidence } from '../words/comparison-numbers.ts';
import { plainTable } from './data-table.ts';
import { liveScript } from './live-script.ts';
import { renderPage, type Page, type Sha256Base64 } from './page.ts';
import { reportPage } from './report-page.ts';
import { stateWord, tag, toneOf } from './tone.ts';
import { name, others, othersBlock } from './words.ts';

/** A run as far as it has come. */
export interface LiveRun {
  readonly facts: RunFacts;
  readonly trials: readonly {
    readonly set: string;
    readonly case: string;
    readonly target: string;
    readonly trial: number;
    readonly text?: string;
    readonly scores: readonly {
      readonly scorer: string;
      readonly value?: number;
      readonly reason?: string;
    }[];
  }[];
}

/** Two runs side by side. */
export interface ComparedRuns {
  readonly before: RunFacts;
  readonly after: RunFacts;
  readonly comparisons: readonly Comparison[];
}

/** Trials that one page shows. */
const shownTrials = 200;

/** The report with the viewer's bar above it. */
export function renderReportView(view: ReportView, sha256: Sha256Base64): string {
  return live(reportPage(view), sha256);
}

/** The list of runs, filtered by words. */
export function renderRunsView(
  {
    runs,
    skipped,
  }: { readonly runs: readonly RunFacts[]; readonly skipped: readonly SkippedRun[] },
  query: string,
  sha256: Sha256Base64,
): string {
  const found = runs.filter((run) =>
    matches(query, [
      run.runId,
      run.commit,
      run.outcome,
      run.verdict?.outcome,
      ...run.cells.flatMap((cell) => [cell.set, cell.target]),
    ]),
  );
  const main = [
    searchForm('/runs', query, 'Set, target, commit, outcome'),
    compareForm(found),
    plainTable({
      caption: `${found.length} of ${runs.length} runs`,
      titles: ['Run', 'Started', 'State', 'Gate', 'Sets', 'Trials', 'Faults', 'Cost'],
      right: [5, 6, 7],
      rows: found.map(runRow),
      most: 300,
    }),
    skipped.map(({ runId, why }) =>
      h('p', { class: 'doubt' }, name(runId), ` is left out: ${others(why, 300)}`),
    ),
  ];
  return live({ title: 'Runs', header: h('h1', null, 'Runs'), main }, sha256);
}

function runRow(run: RunFacts): readonly ComponentChild[] {
  const sets = [...new Set(run.cells.map((cell) => cell.set))].join(', ');
  return [
    h('a', { href: `/run/${encodeURIComponent(run.runId)}` }, name(run.runId)),
    momentText(run.at),
    run.finishedAt === undefined ? tag('going or cut short', 'doubt') : run.outcome,
    run.verdict?.outcome ?? 'not judged',
    name(sets, 80),
    `${count(run.executed)} of ${count(run.planned)}`,
    count(run.faulted),
    run.cost === undefined ? 'unknown' : usd(run.cost),
  ];
}

function matches(query: string, words: readonly (string | undefined)[]): boolean {
  const text = words.join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

function searchForm(action: string, query: string, label: string): ComponentChild {
  return h(
    'form',
    { class: 'find', action, method: 'get', role: 'search' },
    h('label', { for: 'q' }, 'Find'),
    h('input', {
      id: 'q',
      name: 'q',
      type: 'search',
      value: others(query, 200),
      placeholder: label,
      'data-key': '/',
    }),
    h('button', { type: 'submit' }, 'Filter'),
  );
}

function compareForm(runs: readonly RunFacts[]): ComponentChild {
  if (runs.length < 2) return null;
  const options = (chosen: number): ComponentChild =>
    runs
      .slice(0, 100)
      .map((run, at) =>
        h(
          'option',
          { value: run.runId, selected: at === chosen },
          `${others(run.runId, 40)} · ${momentText(run.at)}`,
        ),
      );
  return h(
    'form',
    { class: 'find', action: '/compare', method: 'get' },
    h('label', { for: 'a' }, 'Compare'),
    h('select', { id: 'a', name: 'a' }, options(1)),
    h('label', { for: 'b' }, 'with'),
    h('select', { id: 'b', name: 'b' }, options(0)),
    h('button', { type: 'submit' }, 'Side by side'),
  );
}

/** One run, its cells and its trials as they finish; filtered by words. */
export function renderRunView(run: LiveRun, query: string, sha256: Sha256Base64): string {
  const { facts, trials } = run;
  const going = facts.finishedAt === undefined;
  const found = trials.filter((one) =>
    matches(query, [
      one.set,
      one.case,
      one.target,
      one.text,
      ...one.scores.map((score) => score.reason),
    ]),
  );
  const path = `/run/${encodeURIComponent(facts.runId)}`;
  const page: Page = {
    title: `Run ${others(facts.runId)}`,
    header: runHeader(facts),
    main: [
      cellTable(facts.cells),
      searchForm(path, query, 'Case, output, reason'),
      h(
        'p',
        { class: 'soft' },
        `${count(found.length)} trials; the newest ${Math.min(shownTrials, found.length)} are shown.`,
      ),
      found.slice(-shownTrials).toReversed().map(trialCard),
    ],
  };
  return live(page, sha256, going);
}

function runHeader(facts: RunFacts): ComponentChild {
  const { runId, executed, planned, faulted, outcome } = facts;
  const going = facts.finishedAt === undefined;
  const counts = `${count(executed)} of ${count(planned)} trials, ${count(faulted)} faults. `;
  const bar = { value: executed, max: Math.max(1, planned), 'aria-label': 'Trials finished' };
  return [
    h('h1', null, 'Run ', name(runId)),
    h('p', { class: 'soft' }, counts, going ? tag('going, or cut short', 'doubt') : outcome),
    going ? h('progress', bar) : null,
  ];
}

function cellTable(cells: readonly CellFacts[]): ComponentChild {
  return plainTable({
    titles: ['Set', 'Target', 'Scorer', 'Rate', 'Interval', 'Passed'],
    right: [3, 4, 5],
    rows: cells.flatMap((cell) =>
      cell.scorers.map((score) => [
        name(cell.set),
        name(cell.target),
        name(score.name),
        score.mean === undefined ? 'none' : percent(score.mean),
        interval(score),
        `${count(score.passed)} of ${count(score.cases)}`,
      ]),
    ),
  });
}

function trialCard(trial: LiveRun['trials'][number]): ComponentChild {
  const worst = Math.min(1, ...trial.scores.map((score) => score.value ?? 0));
  const passed = trial.scores.length > 0 && worst >= 1;
  return h(
    'details',
    { class: 'talk' },
    h(
      'summary',
      null,
      h('b', null, name(trial.case)),
      ' ',
      tag(passed ? 'full marks' : 'not full marks', passed ? 'better' : 'worse'),
      h(
        'span',
        { class: 'soft' },
        ' ',
        name(trial.set, 40),
        ' on ',
        name(trial.target, 40),
        `, trial ${trial.trial}`,
      ),
    ),
    h(
      'p',
      { class: 'text' },
      othersBlock(trial.text ?? 'shared with the baseline, which keeps no outputs', 4000),
    ),
    trial.scores.map(({ scorer, value, reason }) =>
      h(
        'p',
        { class: 'soft' },
        name(scorer, 40),
        value === undefined ? ' no score' : ` ${points(value)} %`,
        reason === undefined ? null : `: ${others(reason, 400)}`,
      ),
    ),
  );
}

/** Two runs side by side: what the gate would say of each cell, and which cases flipped. */
export function renderCompareView(
  { before, after, comparisons }: ComparedRuns,
  sha256: Sha256Base64,
): string {
  const main = [
    h(
      'p',
      null,
      name(before.runId),
      ` (${momentText(before.at)}) beside `,
      name(after.runId),
      ` (${momentText(after.at)}).`,
    ),
    comparisons.length === 0 ? h('p', null, 'They have no set and target in common.') : null,
    plainTable({
      titles: ['Set', 'Target', 'Scorer', 'Verdict', 'In numbers'],
      rows: comparisons.map((one) => [
        name(one.set),
        name(one.target),
        name(one.scorer),
        h('span', { class: toneOf(one.state) }, stateWord(one.state)),
        tellEvidence(one),
      ]),
    }),
    flips(before, after),
  ];
  return live({ title: 'Two runs', header: h('h1', null, 'Two runs side by side'), main }, sha256);
}

function flips(before: RunFacts, after: RunFacts): ComponentChild {
  const rows = after.cells.flatMap((cell) => {
    const was = before.cells.find((one) => one.set === cell.set && one.target === cell.target);
    const places = new Map(was?.cases.map((id, at) => [id, at]));
    return cell.cases.flatMap((id, at): ComponentChild[][] => {
      const place = places.get(id);
      if (was === undefined || place === undefined) return [];
      const [then, now] = [stateAt(was, place), stateAt(cell, at)];
      return then === now ? [] : [[name(id), name(cell.set), name(cell.target), then, now]];
    });
  });
  const titles = ['Case', 'Set', 'Target', 'Then', 'Now'];
  return [
    h('h2', null, 'Cases that differ'),
    plainTable({ titles, rows, most: 500, caption: `${count(rows.length)} cases` }),
  ];
}

/** What is said where nothing can be shown. */
export function renderMissing(why: string, sha256: Sha256Base64): string {
  return live(
    {
      title: 'Not here',
      header: h('h1', null, 'Nothing to show'),
      main: h('p', null, others(why, 400)),
    },
    sha256,
  );
}

function live(page: Page, sha256: Sha256Base64, going = false): string {
  const bar = h(
    'nav',
    { class: 'bar', 'aria-label': 'Viewer', 'data-live': going ? 'yes' : 'no' },
    h('a', { href: '/' }, 'Report'),
    h('a', { href: '/runs' }, 'Runs'),
    h('a', { href: '/run/latest' }, 'Newest run'),
    h(
      'span',
      { class: 'soft' },
      h('kbd', null, '/'),
      ' finds, ',
      h('kbd', null, 'g'),
      ' goes to the runs',
    ),
  );
  return renderPage({ ...page, header: [bar, page.header], script: liveScript }, sha256);
}
