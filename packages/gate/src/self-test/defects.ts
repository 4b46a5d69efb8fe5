import type { CaseRecord, GatePolicy, RunRecord } from '@pawl/core';

import { baselinesOf } from './baselines-of.ts';
import { dropCases, editCases, editSets, editStamps, plannedOf, scoreAll } from './edit-record.ts';
import type { Operation, Patient } from './trial.ts';

/** Ways in which a change could hide that it made things worse. None may end in a silent pass. */
export const defects: readonly Operation[] = [
  defect('no disguise', ({ worse }) => worse),
  defect('delete one failing case', ({ worse, lost }) =>
    dropCases(worse, new Set(lost.slice(0, 1))),
  ),
  defect('delete every failing case', ({ worse, lost }) => dropCases(worse, new Set(lost))),
  defect('rename the failing cases', ({ worse, lost }) => rename(worse, new Set(lost))),
  defect('loosen the failing expectations', ({ worse, lost }) => loosen(worse, new Set(lost))),
  defect('accept refusals', ({ worse, lost }) => acceptRefusals(worse, new Set(lost))),
  defect('widen the margin', ({ worse }) => withPolicy(worse, { margin: 0.9 })),
  defect('lower the pass mark', ({ worse }) => withPolicy(worse, { passAt: 0 })),
  defect('ask for nearly no confidence', ({ worse }) => withPolicy(worse, { confidence: 0.51 })),
  defect('name no primary scorer', ({ worse }) => withPolicy(worse, { primary: [] })),
  defect('tolerate every fault', ({ worse, lost }) =>
    withPolicy(faulted(worse, new Set(lost)), { maxFaults: 1 }),
  ),
  defect('let the failing cases time out', ({ worse, lost }) => faulted(worse, new Set(lost))),
  defect('drop the scorers', ({ worse }) => editSets(worse, (set) => ({ ...set, scorers: [] }))),
  defect('make the scorers advisory', ({ worse }) =>
    editSets(worse, (set) => ({
      ...set,
      scorers: set.scorers.map((one) => ({ ...one, advisory: true })),
    })),
  ),
  { ...defect('fewer trials', fewerTrials), must: 'name' },
  defect('run only what passes', ({ worse, lost }) => ({
    ...dropCases(worse, new Set(lost)),
    partial: true,
  })),
  defect('stop before the end', ({ worse }) => cutShort(worse)),
];

function defect(name: string, disguise: (patient: Patient) => RunRecord | undefined): Operation {
  return {
    name,
    must: 'block',
    operate: (patient) => {
      const record = disguise(patient);
      if (record === undefined) return undefined;
      return { record, baselines: baselinesOf(patient.accepted), at: patient.accepted.startedAt };
    },
  };
}

function rename(record: RunRecord, ids: ReadonlySet<string>): RunRecord {
  const name = (id: string): string => (ids.has(id) ? `${id}-renamed` : id);
  const stamped = editStamps(record, (stamp) => ({ ...stamp, id: name(stamp.id) }));
  return editCases(stamped, (one) => ({ ...one, case: name(one.case) }));
}

function loosen(record: RunRecord, ids: ReadonlySet<string>): RunRecord {
  const hashed = editStamps(record, (stamp) =>
    ids.has(stamp.id) ? { ...stamp, hash: `${stamp.hash}-loosened` } : stamp,
  );
  return editCases(hashed, (one) =>
    ids.has(one.case) ? { ...scoreAll(one, 1), hash: `${one.hash}-loosened` } : one,
  );
}

function acceptRefusals(record: RunRecord, ids: ReadonlySet<string>): RunRecord {
  const scored = editSets(record, (set) => ({
    ...set,
    scorers: set.scorers.map((one) => ({ ...one, digest: `${one.digest}-accepts-refusals` })),
  }));
  return editCases(scored, (one) => (ids.has(one.case) ? scoreAll(one, 1) : one));
}

const withPolicy = (record: RunRecord, policy: Partial<GatePolicy>): RunRecord =>
  editSets(record, (set) => ({ ...set, policy: { ...set.policy, ...policy } }));

function faulted(record: RunRecord, ids: ReadonlySet<string>): RunRecord {
  return editCases(record, (one) => (ids.has(one.case) ? timedOut(one) : one));
}

function timedOut(one: CaseRecord): CaseRecord {
  const trials = one.trials.map(({ trial, durationMs }) => ({
    kind: 'faulted' as const,
    trial,
    durationMs,
    fault: { code: 'timeout' as const, message: 'no answer in time' },
  }));
  return { ...one, trials };
}

/** Keeps the best trial of each case, which is what fewer trials are asked for. */
function fewerTrials({ worse }: Patient): RunRecord | undefined {
  const several = worse.sets.some((set) => set.cases.some((stamp) => stamp.trials > 1));
  if (!several) return undefined;
  const stamped = editStamps(worse, (stamp) => ({ ...stamp, trials: 1 }));
  const cut = editCases(stamped, (one) => ({ ...one, trials: one.trials.slice(0, 1) }));
  return { ...cut, planned: plannedOf(cut.sets) };
}

function cutShort({ finishedAt: _finishedAt, ...record }: RunRecord): RunRecord {
  const cells = record.cells.map((cell) => ({
    ...cell,
    cases: cell.cases.slice(0, Math.ceil(cell.cases.length / 2)),
  }));
  return { ...record, cells };
}
