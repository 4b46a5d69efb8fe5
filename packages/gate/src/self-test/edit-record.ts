import type { AnsweredRecord, CaseRecord, CaseStamp, RunRecord, SetStamp } from '@pawl/core';

/** The run with each of its sets changed. */
export function editSets(record: RunRecord, edit: (set: SetStamp) => SetStamp): RunRecord {
  return { ...record, sets: record.sets.map(edit) };
}

/** The run with each of its planned cases changed. */
export function editStamps(record: RunRecord, edit: (stamp: CaseStamp) => CaseStamp): RunRecord {
  return editSets(record, (set) => ({ ...set, cases: set.cases.map(edit) }));
}

/** The run with each of its case records changed. */
export function editCases(record: RunRecord, edit: (one: CaseRecord) => CaseRecord): RunRecord {
  const cells = record.cells.map((cell) => ({ ...cell, cases: cell.cases.map(edit) }));
  return { ...record, cells };
}

/** The run without some of its cases, planned and run. */
export function dropCases(record: RunRecord, gone: ReadonlySet<string>): RunRecord {
  const without = editSets(record, (set) => ({
    ...set,
    cases: set.cases.filter((stamp) => !gone.has(stamp.id)),
  }));
  const cells = without.cells.map((cell) => ({
    ...cell,
    cases: cell.cases.filter((one) => !gone.has(one.case)),
  }));
  return { ...without, cells, planned: plannedOf(without.sets) };
}

/** Trials that the sets plan, over all their targets. */
export function plannedOf(sets: readonly SetStamp[]): number {
  return sets.reduce((total, set) => {
    const trials = set.cases.reduce((sum, stamp) => sum + stamp.trials, 0);
    return total + trials * set.targets.length;
  }, 0);
}

/** A case record whose every score is a value. */
export function scoreAll(one: CaseRecord, value: number): CaseRecord {
  const trials = one.trials.map((trial) =>
    trial.kind === 'faulted' ? trial : withScores(trial, value),
  );
  return { ...one, trials };
}

function withScores(trial: AnsweredRecord, value: number): AnsweredRecord {
  const scores = trial.scores.map(({ scorer }) => ({ kind: 'scored' as const, scorer, value }));
  return { ...trial, scores };
}
