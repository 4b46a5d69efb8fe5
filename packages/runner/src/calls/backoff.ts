import { faultTraits, type Fault } from '@pawl/core';

/** How often and how long a call is tried again. */
export const retryRules = {
  maxAttempts: 6,
  /** Calls that were told to wait may wait this long in all. */
  maxWaitMs: 120_000,
  /** Attempts at a provider that was never reached in this run. */
  maxFirstAttempts: 3,
  /** A garbled answer is asked for once more. */
  maxGarbled: 2,
} as const;

const firstMs = 500;
const capMs = 30_000;

/** What happened to one trial's calls so far, the last one included. */
export interface CallHistory {
  /** Attempts that count: a wait asked for by the provider is none. */
  readonly attempts: number;
  /** Waits asked for by the provider, the current one included. */
  readonly waits: number;
  /** Milliseconds waited so far because the provider asked for it. */
  readonly waitedMs: number;
  /** Whether this provider answered anybody in this run. */
  readonly reached: boolean;
}

/** What follows from a failed call. */
export type RetryDecision =
  | { readonly kind: 'again'; readonly afterMs: number }
  | { readonly kind: 'give-up'; readonly fault: Fault };

/** Decides whether a failed call is made again, and when. `random` is from 0 to 1. */
export function decideRetry(fault: Fault, history: CallHistory, random: number): RetryDecision {
  const traits = faultTraits[fault.code];
  if (!traits.retryable || fault.final === true) return { kind: 'give-up', fault };
  return traits.wait ? decideWait(fault, history, random) : decideAttempt(fault, history, random);
}

function decideWait(fault: Fault, history: CallHistory, random: number): RetryDecision {
  const asked = validRetryAfter(fault.retryAfterMs);
  const afterMs = waitMs(asked, history.waits, random);
  if (history.waitedMs + (asked ?? 0) <= retryRules.maxWaitMs) return { kind: 'again', afterMs };
  const limit = `${retryRules.maxWaitMs / 1000} s`;
  const words =
    asked === undefined
      ? `still turned away after ${limit}`
      : `asked to wait ${asked / 1000} s more, the limit is ${limit}`;
  return { kind: 'give-up', fault: { ...fault, message: `${fault.message} (${words})` } };
}

/** What was asked for and a little more, so that not all come back at once; the first 0 is taken at its word. */
function waitMs(asked: number | undefined, waits: number, random: number): number {
  if (asked === 0 && waits === 1) return 0;
  return asked === undefined || asked === 0 ? backoffMs(waits, random) : asked + spreadMs * random;
}

const spreadMs = 250;

function decideAttempt(fault: Fault, history: CallHistory, random: number): RetryDecision {
  if (history.attempts >= mostAttempts(fault, history)) return { kind: 'give-up', fault };
  const unreached = isUnreachable(fault) && !history.reached;
  const own = unreached ? 100 * random + 50 : backoffMs(history.attempts, random);
  return { kind: 'again', afterMs: Math.max(own, validRetryAfter(fault.retryAfterMs) ?? 0) };
}

function mostAttempts(fault: Fault, history: CallHistory): number {
  if (fault.code === 'bad-response') return retryRules.maxGarbled;
  if (isUnreachable(fault) && !history.reached) return retryRules.maxFirstAttempts;
  return retryRules.maxAttempts;
}

/** Whether nobody answered at the other end. */
export function isUnreachable(fault: Fault): boolean {
  return fault.code === 'connection' || fault.code === 'dns';
}

/** Exponential back-off with full jitter after the `n`-th failure, from 1. */
export function backoffMs(n: number, random: number): number {
  return Math.min(capMs, firstMs * 2 ** Math.min(n - 1, 16)) * random;
}

/** What a provider asked for, when that can be meant: neither negative nor not a number. */
export function validRetryAfter(asked: number | undefined): number | undefined {
  return asked !== undefined && Number.isFinite(asked) && asked >= 0 ? asked : undefined;
}
