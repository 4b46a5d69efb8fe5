import type { FindingPlace, FlakyCase, Verdict } from '@pawl/core';

import { count, counted } from '../numbers.ts';
import { code, listNames, own, say, type Phrase } from '../phrase.ts';
import { nameCell } from './where.ts';
import type { FindingOf, Wording } from './wording.ts';

export function wordFlaky(finding: FindingOf<'flaky'>): Wording {
  const ids = finding.cases.map((flaky) => flaky.case);
  return {
    message: say`Flaky: the trials of ${own(counted(finding.cases.length, 'case'))} of ${nameCell(finding)} disagree: ${listNames(ids)}`,
    hint: hintFlaky(finding.cases),
  };
}

/** What to do about cases whose trials disagree. */
export function hintFlaky(cases: readonly FlakyCase[]): Phrase {
  const most = Math.max(0, ...cases.map((flaky) => flaky.needed ?? 0));
  const many = most > 0 ? `${count(most)} trials` : 'more trials';
  return own(`Give such cases ${many}, or make the task less a matter of luck.`);
}

/** A flaky case and where it is. */
type FlakyRow = FlakyCase & Pick<FindingPlace, 'set' | 'target'>;

/** The flaky cases of a verdict that are shown, and how many there are in all. */
export interface FlakyList {
  readonly rows: readonly FlakyRow[];
  readonly total: number;
}

/** The flaky cases of every set on every target, the first of each before the second of any. */
export function listFlaky({ findings }: Pick<Verdict, 'findings'>, most = 10): FlakyList {
  const found = findings.filter((finding) => finding.code === 'flaky');
  const ranked = found.flatMap(({ set, target, cases }) =>
    cases.map((one, rank) => ({
      rank,
      row: {
        ...one,
        ...(set === undefined ? {} : { set }),
        ...(target === undefined ? {} : { target }),
      },
    })),
  );
  const shown = ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ row }) => row);
  return { rows: shown, total: ranked.length };
}

/** Titles of the columns of `tellFlaky`. */
export const flakyTitles = ['passed', 'variance', 'earlier runs', 'trials needed'] as const;

/** `1 of 4`, `0.25`, `mixed in 3 of 5, 1 flip`, `11`; a dash where it is not known. */
export function tellFlaky(one: FlakyCase): readonly string[] {
  return [
    `${count(one.passed)} of ${count(one.trials)}`,
    one.variance === undefined ? '–' : one.variance.toFixed(2),
    tellEarlier(one),
    one.needed === undefined ? '–' : count(one.needed),
  ];
}

function tellEarlier({ earlier }: FlakyCase): string {
  if (earlier === undefined) return '–';
  const { runs, mixed, flips } = earlier;
  return `mixed in ${count(mixed)} of ${count(runs)}, ${counted(flips, 'flip')}`;
}

/** Where the others are; nothing where all are shown. */
export function tellMoreFlaky({ rows, total }: FlakyList, runId: string): Phrase | undefined {
  const left = total - rows.length;
  if (left <= 0) return undefined;
  return say`and ${own(count(left))} more: ${code(`pawl gate ${runId} --json`)}`;
}
