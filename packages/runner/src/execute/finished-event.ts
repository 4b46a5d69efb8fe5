import type { Fault, PlannedTrial, TrialFinished, TrialKey, TrialResult } from '@pawl/core';

/** Which trial is meant, in an event's words. */
export function trialKey(trial: PlannedTrial): TrialKey {
  return {
    index: trial.index,
    set: trial.set.name,
    case: trial.case.id,
    target: trial.target.name,
    trial: trial.trial,
  };
}

/** The last event of a trial. */
export function finishedEvent(
  trial: PlannedTrial,
  request: string,
  result: TrialResult,
): TrialFinished {
  return { type: 'trial-finished', ...trialKey(trial), request, result };
}

/** The only event of a trial that was never asked. */
export function faultedEvent(trial: PlannedTrial, fault: Fault): TrialFinished {
  const untried: Fault = { ...fault, attempts: 0 };
  return finishedEvent(trial, '', { kind: 'faulted', fault: untried, durationMs: 0 });
}

/** Another run's event as one of this run. */
export function takenOver(trial: PlannedTrial, { request, result }: TrialFinished): TrialFinished {
  return finishedEvent(trial, request, result);
}
