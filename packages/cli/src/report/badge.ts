import type { ReportView } from '@pawl/report/pages';

/** A badge as shields.io's endpoint reads it. */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: string;
}

const colours = { pass: 'brightgreen', fail: 'red', inconclusive: 'yellow' } as const;

/** The newest verdict, else the newest run, as a badge. */
export function badgeOf({ history }: ReportView): Badge {
  const badge = { schemaVersion: 1, label: 'evals' } as const;
  const judged = history.runs.findLast((run) => run.verdict !== undefined)?.verdict;
  if (judged !== undefined)
    return { ...badge, message: judged.outcome, color: colours[judged.outcome] };
  const newest = history.runs.at(-1);
  if (newest === undefined) return { ...badge, message: 'no runs', color: 'lightgrey' };
  return { ...badge, message: `${newest.scored} scored`, color: 'lightgrey' };
}
