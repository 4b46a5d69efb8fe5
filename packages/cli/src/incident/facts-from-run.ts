import { UsageError, type Output, type RunRecord, type TrialFinished } from '@pawl/core';
import { isPassed } from '@pawl/gate';
import type { RunStore } from '@pawl/runner';

import { findCase } from '../path/find-case.ts';
import type { IncidentFacts } from './incident-draft.ts';

/** What a failed case of a run says: the case is there already, and its first failing output is the bad one. */
export async function factsFromRun(store: RunStore, from: string): Promise<IncidentFacts> {
  const [, asked = '', caseId = ''] = /^run:([^:]+):(.+)$/u.exec(from) ?? [];
  if (caseId === '') {
    throw new UsageError('bad-from', `${from} names no case of a run.`, {
      hint: 'Write --from run:<id>:<case>, for example --from run:latest:return-window',
    });
  }
  const runId = await store.resolve(asked);
  const record = await store.record(runId);
  const [found] = findCase(record, caseId);
  if (found === undefined) return { notes: [] };
  const failed = await firstFailure(store, record, { set: found.set, case: caseId });
  const target = record.targets.find((one) => one.name === failed.target);
  return {
    set: found.set,
    case: caseId,
    bad: {
      ...toRecorded(failed.output),
      source: 'verbatim',
      note: `Run ${runId}, trial ${failed.trial} on ${failed.target}.`,
    },
    configuration: {
      target: failed.target,
      ...(target?.model === undefined ? {} : { model: target.model }),
      ...(record.commit === undefined ? {} : { commit: record.commit }),
    },
    occurred: record.startedAt.slice(0, 10),
    notes: [`run ${runId}: case ${caseId} failed on ${failed.target}`],
  };
}

interface Failure {
  readonly output: Output;
  readonly target: string;
  readonly trial: number;
}

async function firstFailure(
  store: RunStore,
  record: RunRecord,
  wanted: { readonly set: string; readonly case: string },
): Promise<Failure> {
  const set = record.sets.find((one) => one.name === wanted.set);
  for await (const event of store.read(record.runId)) {
    if (event.type !== 'trial-finished' || !isOf(event, wanted) || set === undefined) continue;
    const { result, target, trial } = event;
    if (result.kind !== 'answered' || result.output === undefined) continue;
    const passed = isPassed({ case: wanted.case, trials: [{ ...result, trial }] }, set);
    if (!passed) return { output: result.output, target, trial };
  }
  throw new UsageError(
    'not-failed',
    `Case ${wanted.case} of run ${record.runId} has no failed output.`,
    { hint: `Look at it: pawl show ${record.runId} ${wanted.case}` },
  );
}

const isOf = (
  event: TrialFinished,
  wanted: { readonly set: string; readonly case: string },
): boolean => event.set === wanted.set && event.case === wanted.case;

function toRecorded({ text, messages, toolCalls }: Output): NonNullable<IncidentFacts['bad']> {
  if (messages !== undefined) return { messages };
  return { text, ...(toolCalls === undefined ? {} : { toolCalls }) };
}
