import type { AnsweredRecord, Finish, RunRecord } from '@pawl/core';

import { counted } from '../numbers.ts';
import { listNames, own, say } from '../phrase.ts';
import type { Canvas } from './canvas.ts';
import { layOut } from './sentence.ts';

/** Answers that did not end as they should, by how they ended, with their cases: they are scored, and counted here. */
export function layOutFinishes(record: RunRecord, { width, paint }: Canvas): string[] {
  const ends = casesByEnd(record);
  const lines = flagged.flatMap(([finish, words, hint]) => {
    const cases = ends.get(finish) ?? [];
    if (cases.length === 0) return [];
    const what = say`${own(`${counted(cases.length, 'answer')} ${words}`)} (${listNames([...new Set(cases)], 3)})`;
    return [
      ...layOut(what, { width, indent: 2, mark: '!', markColour: paint.yellow }),
      ...layOut(own(hint), { width, indent: 4, mark: '→' }),
    ];
  });
  return lines.length === 0 ? [] : [paint.bold('Flagged'), ...lines];
}

const flagged: readonly (readonly [End, string, string])[] = [
  ['empty', 'without a word', 'Read one with `pawl show`; the scorers decide what it is worth.'],
  [
    'length',
    'cut at the length limit',
    'Raise params.maxOutputTokens, or ask for shorter answers.',
  ],
  [
    'refusal',
    'refused by the model',
    'Read one with `pawl show`; the scorers decide what a refusal is worth.',
  ],
  [
    'filter',
    "stopped by the provider's filter",
    "Check the prompt against the provider's content policy.",
  ],
];

/** How an answer ended, or that nothing came before its end. */
type End = Finish | 'empty';

function endOf({ finish, empty }: AnsweredRecord): End | undefined {
  return empty === true && (finish ?? 'stop') === 'stop' ? 'empty' : finish;
}

/** The case of every answer, by how the answer ended. */
function casesByEnd(record: RunRecord): ReadonlyMap<End, readonly string[]> {
  const ends = new Map<End, string[]>();
  for (const { case: id, trials } of record.cells.flatMap((cell) => cell.cases)) {
    for (const trial of trials) {
      const end = trial.kind === 'faulted' ? undefined : endOf(trial);
      if (end === undefined || end === 'stop' || end === 'tool-calls') continue;
      const known = ends.get(end);
      if (known === undefined) ends.set(end, [id]);
      else known.push(id);
    }
  }
  return ends;
}
