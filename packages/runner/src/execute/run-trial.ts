import type { Fault, Output, PlannedTrial, TrialResult, TrialStarted } from '@pawl/core';

import { askOnce, cacheKey, lookUp } from '../cache/ask-cached.ts';
import { ask, toFault, type AnsweredCall, type Asked, type FaultedCall } from '../calls/ask.ts';
import type { ExecuteIo, PlannedRequest } from './execute-io.ts';
import { faultedEvent, finishedEvent, trialKey } from './finished-event.ts';
import { scoreAnswer } from './score-answer.ts';
import type { Work, WorkTarget } from './work.ts';

/** Runs one trial from its request to its scores; a trial that was stopped before it was asked leaves no result. */
export async function runTrial(trial: PlannedTrial, target: WorkTarget, work: Work): Promise<void> {
  const { io, outbox } = work;
  const rendered = render(trial, io);
  if (rendered.kind === 'fault') return outbox.push(faultedEvent(trial, rendered.fault));
  const shared = io.shared?.(trial, rendered.digest);
  if (shared !== undefined) {
    const result: TrialResult = { kind: 'answered', scores: shared, durationMs: 0, shared: true };
    return outbox.push(finishedEvent(trial, rendered.digest, result));
  }
  const key = cacheKey(trial.target, rendered, work.cached);
  const known = lookUp(key, rendered.request, work.cached);
  if (known !== undefined) return finish(known, { trial, rendered, work });
  const started: TrialStarted = { type: 'trial-started', ...trialKey(trial) };
  await (isFree(trial) ? outbox.push(started) : outbox.pushSafely(started));
  const call = (): Promise<Asked<Output>> => askTarget(trial, rendered, { target, work });
  const asked = await askOnce(key, call, work.cached);
  if (asked.kind === 'dropped') return;
  remember(asked, trial, target);
  await finish(asked, { trial, rendered, work });
}

interface Finishing {
  readonly trial: PlannedTrial;
  readonly rendered: PlannedRequest;
  readonly work: Work;
}

async function finish(
  asked: AnsweredCall<Output> | FaultedCall,
  { trial, rendered: { digest }, work }: Finishing,
): Promise<void> {
  const { io, outbox, stops } = work;
  if (asked.kind === 'faulted') return outbox.push(finishedEvent(trial, digest, asked));
  const isPaid = !isFree(trial) && asked.cached !== true;
  const score = async (): Promise<void> => {
    const result = await scoreAnswer(trial, asked, { io, hard: stops.hard });
    if (result === undefined) return;
    const event = finishedEvent(trial, digest, result);
    await (isPaid ? outbox.pushSoon(event) : outbox.push(event));
  };
  if (isPaid) return keepingPlace(asked.leave, score);
  asked.leave();
  await score();
}

/**
 * A paid answer keeps its place until it is written, so that a crash never loses more answers than
 * may be in flight. Slow scorers do not hold up the target: they are waited for only so long.
 */
async function keepingPlace(leave: () => void, act: () => Promise<void>): Promise<void> {
  let kept = true;
  const leaveOnce = (): void => {
    if (kept) leave();
    kept = false;
  };
  const timer = setTimeout(leaveOnce, longestKeptMs);
  await act();
  clearTimeout(timer);
  leaveOnce();
}

const longestKeptMs = 50;

/** Nothing is paid for an answer that was recorded earlier. */
const isFree = ({ target }: PlannedTrial): boolean => target.provider === 'recorded';

type Rendered =
  | (PlannedRequest & { readonly kind: 'request' })
  | { readonly kind: 'fault'; readonly fault: Fault };

function render(trial: PlannedTrial, io: ExecuteIo): Rendered {
  try {
    return { kind: 'request', ...io.request(trial) };
  } catch (error) {
    return { kind: 'fault', fault: { ...toFault(error), code: 'bad-request' } };
  }
}

interface Doing {
  readonly target: WorkTarget;
  readonly work: Work;
}

function askTarget(
  trial: PlannedTrial,
  { request }: PlannedRequest,
  { target, work }: Doing,
): Promise<Asked<Output>> {
  return ask(
    {
      trial: trial.index,
      timeoutMs: trial.target.timeoutMs,
      soft: work.stops.soft,
      hard: work.stops.hard,
      call: (options) => target.open.call(request, options),
      isLocal: trial.target.provider === 'module' || trial.target.provider === 'command',
      refusal: () => target.doubt.fault,
      usageOf: isFree(trial) ? () => ({ costUsd: 0 }) : (output) => output,
    },
    target,
  );
}

function remember(
  asked: AnsweredCall<Output> | FaultedCall,
  trial: PlannedTrial,
  { doubt }: WorkTarget,
): void {
  if (asked.kind === 'answered') doubt.answered();
  else doubt.faulted(trial.case.id, asked.fault);
}
