import type { RunRecord } from '@pawl/core';

import { ResultsError } from './results-error.ts';

/** Refuses a record that contradicts itself, that belongs to another commit, or whose names are addresses. */
export function checkRecord(record: RunRecord, commits: readonly string[]): void {
  if (record.shard !== undefined) {
    throw new ResultsError(
      'shard',
      'These are the results of one shard; join all of them with `pawl merge` first.',
    );
  }
  if (record.commit === undefined || !commits.includes(record.commit)) {
    const of = record.commit === undefined ? 'no commit' : `commit ${record.commit.slice(0, 12)}`;
    throw new ResultsError('foreign', `The results are those of another run: they name ${of}.`);
  }
  checkNames(record);
  checkPlan(record);
}

/** Ids end up in file names and pages of others; an id that is an address there could lead away. */
function checkNames(record: RunRecord): void {
  for (const set of record.sets) {
    for (const stamp of set.cases) {
      const names = [stamp.id, ...(stamp.tags ?? []), ...(stamp.incidents ?? [])];
      if (!names.some(isAddress)) continue;
      throw new ResultsError(
        'path-or-url',
        `A case of \`${set.name}\` has a path or an address for a name.`,
      );
    }
  }
}

function isAddress(name: string): boolean {
  return /^[/~\\]|^[a-z]:\\|:\/\/|(^|[\\/])\.\.([\\/]|$)|\p{Cc}/iu.test(name);
}

function checkPlan(record: RunRecord): void {
  let planned = 0;
  const seen = new Set<string>();
  for (const set of record.sets) {
    if (seen.has(set.name)) throw contradiction();
    seen.add(set.name);
    const ids = new Set(set.cases.map(({ id }) => id));
    if (ids.size !== set.cases.length) throw contradiction();
    const trials = set.cases.reduce((sum, stamp) => sum + stamp.trials, 0);
    planned += trials * set.targets.length;
  }
  if (planned !== record.planned) throw contradiction();
}

function contradiction(): ResultsError {
  return new ResultsError('corrupt', 'The results contradict their own plan.');
}
