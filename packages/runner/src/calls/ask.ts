import { randomUUID } from 'node:crypto';

import type { CallOptions, Fault, Usage } from '@pawl/core';
import { FaultError, faultTraits, isFaultError } from '@pawl/core';

import { decideRetry, type CallHistory } from './backoff.ts';
import type { CallControl } from './call-control.ts';
import type { Lane, OpenCall } from './lane.ts';
import { pause, withDeadline } from './time-limits.ts';

/** A call that may be made several times. */
export interface AskedCall<T> {
  /** Which trial it belongs to. */
  readonly trial: number;
  /** Waits on when the run lets nobody new begin: it belongs to a trial that has its answer. */
  readonly patient?: boolean;
  /** Most milliseconds of one attempt, over headers and body. */
  readonly timeoutMs: number;
  /** No new attempt is begun after this. */
  readonly soft: AbortSignal;
  /** What is in flight is dropped at this. */
  readonly hard: AbortSignal;
  readonly call: (options: CallOptions) => Promise<T>;
  /** Code on this machine: what misses its deadline once would miss it again. */
  readonly isLocal?: boolean;
  /** Why it need not be made any more, looked at when its turn has come. */
  readonly refusal?: () => Fault | undefined;
  /** Left out where nothing is known of what an answer costs: it counts against no budget. */
  readonly usageOf?: (value: T) => Paid;
}

/** What an answer cost. */
interface Paid {
  readonly usage?: Usage;
  readonly costUsd?: number;
}

/** What came of it. */
export type Asked<T> =
  | AnsweredCall<T>
  | FaultedCall
  /** Nothing was in flight when work was to stop. */
  | { readonly kind: 'dropped' };

/** There is no answer, and why. */
export interface FaultedCall {
  readonly kind: 'faulted';
  readonly fault: Fault;
  readonly durationMs: number;
}

/** There is an answer, asked for now or taken from the cache. */
export interface AnsweredCall<T> {
  readonly kind: 'answered';
  readonly value: T;
  readonly durationMs: number;
  readonly attempts: number;
  readonly cached?: true;
  /** Gives the call's place to another; to be called exactly once. */
  readonly leave: () => void;
}

/** Where the call goes and what is shared with others. */
export interface AskWorld {
  readonly lane: Lane;
  readonly control: CallControl;
  readonly clock: () => number;
  readonly random: () => number;
}

/** Makes a call in its lane, again where that may help, until there is an answer or a fault. */
export async function ask<T>(asked: AskedCall<T>, world: AskWorld): Promise<Asked<T>> {
  world.control.begin();
  const state: AskState = { key: randomUUID(), attempts: 0, waits: 0, waitedMs: 0, spentMs: 0 };
  for (;;) {
    const entry = await world.lane.enter({
      first: state.attempts + state.waits > 0,
      patient: asked.patient === true,
    });
    if (entry.kind === 'closed') return { kind: 'dropped' };
    if (entry.kind === 'stopped') return faulted(notAsked(entry.fault, state), state);
    const turned = turnedAway(asked, world, entry.call);
    if (turned !== undefined)
      return turned === 'soft' ? { kind: 'dropped' } : faulted(turned, state);
    const result = await attempt(asked, world, { call: entry.call, state });
    if (result.kind !== 'again') return result;
    world.lane.comesBack();
    if (!(await pause(result.afterMs, asked.soft))) return { kind: 'dropped' };
  }
}

interface AskState {
  /** Goes with every attempt, so that a provider may know them for one call. */
  readonly key: string;
  attempts: number;
  waits: number;
  waitedMs: number;
  spentMs: number;
}

/** Between asking for a place and getting it, work may have been stopped or the money spent. */
function turnedAway<T>(
  asked: AskedCall<T>,
  { lane, control }: AskWorld,
  call: OpenCall,
): 'soft' | Fault | undefined {
  const stop = asked.soft.aborted ? 'soft' : (asked.refusal?.() ?? control.spending.refuse());
  if (stop === undefined) return undefined;
  call.setTokens(0);
  lane.dropped();
  return stop;
}

type Attempted<T> = Asked<T> | { readonly kind: 'again'; readonly afterMs: number };

async function attempt<T>(
  asked: AskedCall<T>,
  world: AskWorld,
  { call, state }: { readonly call: OpenCall; readonly state: AskState },
): Promise<Attempted<T>> {
  const begun = world.clock();
  try {
    const value = await withDeadline(
      ({ signal }) => asked.call({ signal, idempotencyKey: state.key }),
      asked,
    );
    state.spentMs = world.clock() - begun;
    if (isLate(asked, state)) throw cameLate(state.spentMs, asked.timeoutMs);
    const paid = asked.usageOf?.(value);
    if (paid !== undefined) world.control.spending.add(paid.costUsd);
    world.lane.answered(call, tokensOf(paid?.usage));
    return {
      kind: 'answered',
      value,
      durationMs: state.spentMs,
      attempts: state.attempts + 1,
      leave: () => world.lane.leave(),
    };
  } catch (error) {
    state.spentMs = world.clock() - begun;
    const fault = toFault(error);
    if (isFaultError(error) && error.billed !== undefined) world.control.addUnusable(error.billed);
    if (fault.code === 'cancelled') {
      world.lane.dropped();
      return faulted(fault, state);
    }
    return afterFailure(fault, { asked, world, call, state });
  }
}

/** No timer rings while the process is asleep or code of the user's blocks it; a little later than the deadline proves nothing. */
function isLate({ timeoutMs }: { readonly timeoutMs: number }, { spentMs }: AskState): boolean {
  return spentMs > timeoutMs + blockedMs;
}

const blockedMs = 500;

function cameLate(spentMs: number, timeoutMs: number): FaultError {
  const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;
  return new FaultError({
    code: 'timeout',
    message: `The answer came after ${seconds(spentMs)} of at most ${seconds(timeoutMs)}; the process was blocked or asleep`,
  });
}

interface Failed<T> {
  readonly asked: AskedCall<T>;
  readonly world: AskWorld;
  readonly call: OpenCall;
  readonly state: AskState;
}

function afterFailure<T>(failure: Fault, failed: Failed<T>): Attempted<T> {
  const { world, state } = failed;
  const { lane } = world;
  const fault = tellLane(failure, failed);
  const isWait = faultTraits[fault.code].wait;
  const mayReturn = faultTraits[fault.code].retryable && fault.final !== true;
  if (isWait) state.waits += 1;
  else if (!lane.suspended || !mayReturn) state.attempts += 1;
  if (lane.suspended && mayReturn) return { kind: 'again', afterMs: 0 };
  const decision = decideRetry(fault, historyOf(state, lane), world.random());
  if (decision.kind === 'give-up') {
    lane.gaveUp(decision.fault);
    return faulted(decision.fault, state);
  }
  if (isWait) state.waitedMs += decision.afterMs;
  return decision;
}

/** Gives back the fault as it stands for the trial. */
function tellLane<T>(fault: Fault, { asked, world: { lane }, call, state }: Failed<T>): Fault {
  if (fault.code !== 'timeout' || asked.isLocal === true) {
    const stands = fault.code === 'timeout' ? { ...fault, final: true } : fault;
    lane.failed(call, stands, asked.trial);
    return stands;
  }
  // who was asleep has not seen the provider silent
  if (isLate(asked, state)) lane.dropped();
  else lane.failed(call, fault, asked.trial);
  return fault;
}

const historyOf = (state: AskState, lane: Lane): CallHistory => ({
  attempts: state.attempts,
  waits: state.waits,
  waitedMs: state.waitedMs,
  reached: lane.reached,
});

function faulted<T>(fault: Fault, state: AskState): Asked<T> {
  const attempts = state.attempts + state.waits;
  return { kind: 'faulted', fault: { ...fault, attempts }, durationMs: state.spentMs };
}

/** The fault of a trial whose provider was stopped before it had an answer. */
function notAsked({ code, message }: Fault, { attempts, waits }: AskState): Fault {
  const word = attempts + waits === 0 ? 'Not asked' : 'Not asked again';
  return { code, message: `${word}, since the provider was stopped: ${message}` };
}

/** The fault that an error stands for; one that is not ours is the target's own. */
export function toFault(error: unknown): Fault {
  if (isFaultError(error)) return error.fault;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'target-threw', message };
}

function tokensOf(usage: Usage | undefined): number | undefined {
  if (usage?.inputTokens === undefined && usage?.outputTokens === undefined) return undefined;
  return (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
}
