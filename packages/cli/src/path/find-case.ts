import { nearestWord, UsageError, type CaseStamp, type RunRecord } from '@pawl/core';

/** A case of a run and the set it belongs to. */
export interface FoundCase {
  readonly set: string;
  readonly stamp: CaseStamp;
}

/** The case with this id, in every set of the run that has it. Throws a `UsageError` when none has. */
export function findCase(record: RunRecord, id: string): readonly FoundCase[] {
  const found = record.sets.flatMap((set) =>
    set.cases.filter((stamp) => stamp.id === id).map((stamp) => ({ set: set.name, stamp })),
  );
  if (found.length > 0) return found;
  const known = record.sets.flatMap((set) => set.cases.map((stamp) => stamp.id));
  const near = nearestWord(id, known);
  throw new UsageError('unknown-case', `Run ${record.runId} has no case ${id}.`, {
    hint: near === undefined ? `See its cases: pawl show ${record.runId}` : `Did you mean ${near}?`,
  });
}
