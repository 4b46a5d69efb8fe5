import type { Answered, Output, PlannedTrial, Score } from '@pawl/core';

import { toFault, type AnsweredCall } from '../calls/ask.ts';
import { onAbort } from '../calls/on-abort.ts';
import type { Answer, ExecuteIo } from './execute-io.ts';

/** The result of an answered trial, scored; `undefined` when the run was stopped before its scorers were done. */
export async function scoreAnswer(
  trial: PlannedTrial,
  { value: output, durationMs: measured, attempts, cached }: AnsweredCall<Output>,
  { io, hard }: { readonly io: ExecuteIo; readonly hard: AbortSignal },
): Promise<Answered | undefined> {
  const isRecorded = trial.target.provider === 'recorded';
  const took = isRecorded ? undefined : measured; // by the disk, not by the target
  const durationMs = output.latencyMs ?? took;
  const cost = output.costUsd;
  const answer: Answer = {
    output,
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(cost === undefined ? {} : { costUsd: cost }),
  };
  const scores = await unlessStopped(safely(trial, answer, io), hard);
  if (scores === undefined) return undefined;
  return {
    kind: 'answered',
    output,
    scores,
    durationMs: durationMs ?? 0,
    ...paid(cost ?? (isRecorded ? 0 : undefined), cached === true),
    ...(attempts > 1 ? { attempts } : {}),
  };
}

function paid(
  cost: number | undefined,
  cached: boolean,
): Pick<Answered, 'costUsd' | 'savedUsd' | 'cached'> {
  if (!cached) return cost === undefined ? {} : { costUsd: cost };
  return { cached: true, costUsd: 0, ...(cost === undefined ? {} : { savedUsd: cost }) };
}

/** Scoring answers `unscored` by itself; should it throw all the same, no scorer has an opinion. */
async function safely(
  trial: PlannedTrial,
  answer: Answer,
  io: ExecuteIo,
): Promise<readonly Score[]> {
  try {
    return await io.score(trial, answer);
  } catch (error) {
    const reason = `The scorer threw: ${toFault(error).message}`;
    return [...trial.set.scorers, ...trial.case.scorers].map(({ name }) => ({
      kind: 'unscored',
      scorer: name,
      reason,
    }));
  }
}

/** A scorer that hangs does not keep a run from stopping. */
function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve) => {
    const stop = (): void => resolve(undefined);
    if (signal.aborted) return stop();
    const forget = onAbort(signal, stop);
    void work.then((value) => {
      forget();
      return resolve(value);
    });
  });
}
