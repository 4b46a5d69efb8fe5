import type { RunRecord } from '@pawl/core';

import { baselinesOf } from './baselines-of.ts';
import { editCases, editSets, plannedOf } from './edit-record.ts';
import type { Operation } from './trial.ts';

/** Changes that make nothing worse. None may be blocked. */
export const benign: readonly Operation[] = [
  control('nothing at all', (accepted) => accepted),
  control('run the cases in another order', (accepted) => ({
    ...accepted,
    cells: accepted.cells.map((cell) => ({ ...cell, cases: cell.cases.toReversed() })),
  })),
  control('another commit, version of Pawl and owner', (accepted) => ({
    ...editSets(accepted, (set) => ({ ...set, owner: '@someone-else', version: '99.0.0' })),
    commit: 'f00dfeed',
    harness: '99.0.0',
  })),
  control('slower and dearer, with no budget for either', (accepted) =>
    editCases(accepted, (one) => ({
      ...one,
      trials: one.trials.map((trial) => ({ ...trial, durationMs: trial.durationMs * 3 })),
    })),
  ),
  control('add a case', addCase),
  control('a narrower margin on the branch', (accepted) =>
    editSets(accepted, (set) => ({
      ...set,
      policy: { ...set.policy, margin: set.policy.margin / 2 },
    })),
  ),
];

function control(name: string, change: (accepted: RunRecord) => RunRecord): Operation {
  return {
    name,
    must: 'pass',
    operate: ({ accepted }) => ({
      record: change(accepted),
      baselines: baselinesOf(accepted),
      at: accepted.startedAt,
    }),
  };
}

function addCase(accepted: RunRecord): RunRecord {
  const id = 'a-case-that-was-added';
  const added = editSets(accepted, (set) => ({
    ...set,
    cases: [...set.cases, ...set.cases.slice(0, 1).map((stamp) => ({ ...stamp, id, hash: id }))],
  }));
  const cells = added.cells.map((cell) => ({
    ...cell,
    cases: [
      ...cell.cases,
      ...cell.cases.slice(0, 1).map((one) => ({ ...one, case: id, hash: id })),
    ],
  }));
  return { ...added, cells, planned: plannedOf(added.sets) };
}
