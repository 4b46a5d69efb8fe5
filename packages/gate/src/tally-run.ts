import type { AnsweredRecord, RunRecord, RunSummary, SetStamp, TrialRecord } from '@pawl/core';

import { missingReason } from './missing-reason.ts';
import { trialValue } from './record-arm.ts';

/** How much of the plan was carried out. */
export type RunTally = Pick<
  RunSummary,
  'outcome' | 'reason' | 'planned' | 'executed' | 'scored' | 'faulted' | 'cost' | 'saved'
>;

/** Counts a run: complete is planned = executed = scored, with at least one trial, and ended in order. */
export function tallyRun(record: RunRecord): RunTally {
  const counts = countTrials(record);
  const reason = incompleteReason(record, counts);
  return {
    outcome: reason === undefined ? 'complete' : 'incomplete',
    ...(reason === undefined ? {} : { reason }),
    planned: record.planned,
    executed: counts.executed,
    scored: counts.scored,
    faulted: counts.faulted,
    ...(counts.cost === undefined ? {} : { cost: tidy(counts.cost) }),
    ...(counts.saved === 0 ? {} : { saved: tidy(counts.saved) }),
  };
}

/** To the billionth of a dollar: what lies behind is the noise of adding. */
const tidy = (usd: number): number => Math.round(usd * 1e9) / 1e9;

interface Counts {
  executed: number;
  scored: number;
  faulted: number;
  /** Undefined as soon as one price is unknown. */
  cost: number | undefined;
  saved: number;
}

function countTrials(record: RunRecord): Counts {
  const counts: Counts = { executed: 0, scored: 0, faulted: 0, cost: 0, saved: 0 };
  for (const cell of record.cells) {
    const set = record.sets.find((one) => one.name === cell.set);
    const owed = owedScorers(set);
    for (const one of cell.cases) {
      const scorers = owed(one.case);
      for (const trial of one.trials) addTrial(counts, trial, scorers);
    }
  }
  if (record.judges !== undefined) counts.cost = sumKnown(counts.cost, record.judges.costUsd);
  return counts;
}

function addTrial(counts: Counts, trial: TrialRecord, scorers: readonly string[]): void {
  counts.executed += 1;
  if (trial.kind === 'faulted') {
    counts.faulted += 1;
    return;
  }
  if (isScored(trial, scorers)) counts.scored += 1;
  counts.saved += trial.savedUsd ?? 0;
  counts.cost = sumKnown(counts.cost, paidUsd(trial));
}

/** One unknown amount makes the sum unknown. */
function sumKnown(sum: number | undefined, more: number | undefined): number | undefined {
  return sum === undefined || more === undefined ? undefined : sum + more;
}

/** Every scorer that owes an opinion gave one; where none owes any, somebody must have given one all the same. */
function isScored(trial: AnsweredRecord, owed: readonly string[]): boolean {
  const names = trial.scores.map(({ scorer }) => scorer);
  const gave = (name: string): boolean => trialValue(trial, name) !== undefined;
  return owed.length > 0 ? owed.every(gave) : names.some(gave);
}

/** What a trial cost in US dollars: nothing when its answer was shared or came from the cache; `undefined` when unknown. */
export function paidUsd(trial: AnsweredRecord): number | undefined {
  const free = trial.shared === true || trial.cached === true;
  return trial.costUsd ?? (free ? 0 : undefined);
}

/** What a trial's answer is worth in US dollars, paid now or saved by the cache; `undefined` when unknown. */
export function worthUsd(trial: AnsweredRecord): number | undefined {
  if (trial.cached === true) return trial.savedUsd ?? trial.costUsd;
  return trial.costUsd;
}

/** Tells which scorers owe an opinion on a case; advisory ones owe none. */
export function owedScorers(set: SetStamp | undefined): (caseId: string) => readonly string[] {
  const deciding = (set?.scorers ?? []).filter((one) => !one.advisory);
  const everywhere = deciding.filter((one) => one.cases === undefined).map((one) => one.name);
  const scoped = deciding.flatMap(({ name, cases }) =>
    cases === undefined ? [] : [{ name, cases: new Set(cases) }],
  );
  if (scoped.length === 0) return () => everywhere;
  return (caseId) => [
    ...everywhere,
    ...scoped.filter((one) => one.cases.has(caseId)).map((one) => one.name),
  ];
}

function incompleteReason(record: RunRecord, counts: Counts): string | undefined {
  if (record.stopped !== undefined) return record.stopped;
  if (record.planned === 0) return 'no-cases';
  if (record.finishedAt === undefined || counts.executed < record.planned) return 'incomplete';
  if (counts.scored === record.planned) return undefined;
  const unscored = record.planned - counts.scored - counts.faulted;
  return missingReason({ faulted: counts.faulted, unscored, faults: faultCounts(record) });
}

function faultCounts(record: RunRecord): Record<string, number> {
  const counts: Record<string, number> = {};
  const trials = record.cells.flatMap((cell) => cell.cases).flatMap((one) => one.trials);
  for (const trial of trials) {
    if (trial.kind === 'faulted') counts[trial.fault.code] = (counts[trial.fault.code] ?? 0) + 1;
  }
  return counts;
}
