import type { BaselineAnswer } from '@pawl/core';

import { count, counted, percent, signedPoints } from '../numbers.ts';
import { code, listNames, own, say } from '../phrase.ts';
import type { Canvas } from './canvas.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';
import { layOutTable, nothing } from './table.ts';

/** What accepting a run changed. */
export interface AcceptanceView {
  readonly runId: string;
  /** The files that were written. */
  readonly files: readonly string[];
  readonly changes: readonly AcceptedChange[];
}

/** One set on one target: its values before and after. */
export interface AcceptedChange {
  readonly set: string;
  readonly target: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly scorers: readonly AcceptedScorer[];
}

/** One scorer's mean before and after, and the cases that moved. */
export interface AcceptedScorer {
  readonly scorer: string;
  readonly before?: number;
  readonly after?: number;
  readonly worse: readonly string[];
  readonly better: readonly string[];
}

/** An acceptance on a terminal: what is the baseline now, what changed, what to do with the files. */
export function renderAcceptance(view: AcceptanceView, canvas: Canvas): string {
  const { width, paint } = canvas;
  const columns = [
    { title: 'set', least: 10 },
    { title: 'target', least: 10 },
    { title: 'scorer', least: 8 },
    { title: 'was', align: 'right' as const },
    { title: 'now', align: 'right' as const },
    { title: 'points', align: 'right' as const, keep: 8 },
    { title: 'worse', align: 'right' as const, keep: 7 },
    { title: 'better', align: 'right' as const, keep: 6 },
  ];
  const rows = view.changes.flatMap((change) =>
    change.scorers.map((scorer) => readScorer(change, scorer)),
  );
  return stack([
    layOut(say`Accepted run ${own(view.runId)} as the baseline`, {
      width,
      mark: '✓',
      markColour: paint.green,
      colour: paint.bold,
    }),
    layOutTable(columns, rows, canvas),
    view.changes.flatMap((change) => layOutCases(change, canvas)),
    [
      ...layOut('Commit the files, so that every change is held against them:', {
        width,
        mark: '→',
        markColour: paint.bold,
      }),
      ...layOut(say`  ${code(`git add ${commonFolder(view.files)}`)}`, { width }),
    ],
  ]);
}

function readScorer(change: AcceptedChange, scorer: AcceptedScorer): string[] {
  const { before, after } = scorer;
  const moved =
    before === undefined || after === undefined ? nothing : signedPoints(after - before);
  return [
    change.set,
    change.target,
    scorer.scorer,
    before === undefined ? nothing : percent(before),
    after === undefined ? nothing : percent(after),
    moved,
    count(scorer.worse.length),
    count(scorer.better.length),
  ];
}

function layOutCases(change: AcceptedChange, { width }: Canvas): string[] {
  const isNew = change.scorers.every((scorer) => scorer.before === undefined);
  if (isNew) return [];
  const kinds: readonly [string, readonly string[]][] = [
    ['added', change.added],
    ['removed', change.removed],
    ['changed', change.changed],
  ];
  return kinds.flatMap(([word, cases]) =>
    cases.length === 0
      ? []
      : layOut(
          say`${change.set} on ${change.target}: ${own(`${counted(cases.length, 'case')} ${word}`)} (${listNames(cases)})`,
          { width, indent: 2 },
        ),
  );
}

function commonFolder(files: readonly string[]): string {
  const [first = ''] = files;
  if (files.length === 1) return first;
  const parts = first.split('/').slice(0, -1);
  while (parts.length > 0 && !files.every((file) => file.startsWith(`${parts.join('/')}/`)))
    parts.pop();
  return parts.join('/');
}

/** The accepted baselines of a project. */
export function renderBaselines(answers: readonly BaselineAnswer[], canvas: Canvas): string {
  const columns = [
    { title: 'set', least: 10 },
    { title: 'target', least: 10 },
    { title: 'version', keep: 6 },
    { title: 'cases', align: 'right' as const, keep: 8 },
    { title: 'accepted run', keep: 5 },
    { title: 'from', keep: 7 },
    { title: 'commit', keep: 3 },
  ];
  const missing = answers.filter((answer) => answer.kind === 'missing').length;
  const hint = say`${own(`No baseline yet for ${count(missing)} of ${counted(answers.length, 'pair')} of set and target: `)}${code('pawl baseline accept')}`;
  return stack([
    layOutTable(columns, answers.map(readAnswer), { ...canvas, indent: 0 }),
    missing === 0 ? [] : layOut(hint, { width: canvas.width, mark: '→' }),
  ]);
}

function readAnswer(answer: BaselineAnswer): string[] {
  if (answer.kind === 'missing')
    return [answer.set, answer.target, nothing, nothing, 'missing', nothing, nothing];
  if (answer.kind === 'unreadable') {
    return [
      answer.set,
      answer.target,
      nothing,
      nothing,
      `unreadable: ${answer.message}`,
      nothing,
      nothing,
    ];
  }
  const { header, cases } = answer.baseline;
  return [
    answer.set,
    answer.target,
    header.setVersion,
    count(cases.size),
    header.runId,
    header.at.slice(0, 10),
    header.commit?.slice(0, 9) ?? nothing,
  ];
}
