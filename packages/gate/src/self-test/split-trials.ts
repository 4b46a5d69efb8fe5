import type { RunRecord } from '@pawl/core';

import type { GateEvidence } from '../evidence.ts';
import { baselinesOf } from './baselines-of.ts';
import { editCases, editStamps, plannedOf } from './edit-record.ts';

/** Every ordered pair of trials of one run as baseline and candidate: one system, held against itself. */
export function splitTrials(
  record: RunRecord,
): { readonly name: string; readonly evidence: GateEvidence }[] {
  const trials = record.sets.flatMap((set) => set.cases.map((stamp) => stamp.trials));
  const count = trials.reduce((fewest, one) => Math.min(fewest, one), trials[0] ?? 0);
  if (count < 2) return [];
  const numbers = Array.from({ length: count }, (_, at) => at);
  return numbers.flatMap((a) =>
    numbers
      .filter((b) => b !== a)
      .map((b) => ({
        name: `trial ${a} → trial ${b}`,
        evidence: {
          record: oneTrial(record, b),
          baselines: baselinesOf(oneTrial(record, a)),
          at: record.startedAt,
        },
      })),
  );
}

/** One trial of each case, under a request of its own so that no answer counts as shared. */
function oneTrial(record: RunRecord, wanted: number): RunRecord {
  const stamped = editStamps(record, (stamp) => ({ ...stamp, trials: 1 }));
  const cut = editCases(stamped, (one) => ({
    ...one,
    request: `${one.request ?? one.case} trial ${wanted}`,
    trials: one.trials.slice(wanted, wanted + 1),
  }));
  return { ...cut, planned: plannedOf(cut.sets) };
}
