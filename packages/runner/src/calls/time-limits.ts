import { FaultError } from '@pawl/core';

import { onAbort } from './on-abort.ts';

/** The limits of one attempt. */
export interface AttemptLimits {
  readonly timeoutMs: number;
  readonly hard: AbortSignal;
}

/**
 * Carries out an attempt until its deadline: then, and when `hard` aborts, its signal aborts and
 * the attempt ends with a fault, whether the callee listens to its signal or not.
 */
export function withDeadline<T>(
  call: (options: { readonly signal: AbortSignal }) => Promise<T>,
  { timeoutMs, hard }: AttemptLimits,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const controller = new AbortController();
    const end = (error: FaultError): void => {
      reject(error);
      controller.abort(error);
    };
    const cancel = (): void => end(cancelledError());
    if (hard.aborted) return cancel();
    const timer = setTimeout(() => end(timeoutError(timeoutMs)), timeoutMs);
    const forget = onAbort(hard, cancel);
    const settle = (): void => {
      clearTimeout(timer);
      forget();
    };
    start(call, controller.signal).then(resolve, reject).finally(settle);
  });
}

/** A callee that throws before it gives a promise is one whose promise rejects. */
async function start<T>(
  call: (options: { readonly signal: AbortSignal }) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return call({ signal });
}

const timeoutError = (timeoutMs: number): FaultError =>
  new FaultError({ code: 'timeout', message: `No whole answer within ${timeoutMs / 1000} s` });

const cancelledError = (): FaultError =>
  new FaultError({ code: 'cancelled', message: 'Dropped because the run was stopped' });

/** Waits; false when the signal ended the wait early. */
export function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  if (ms <= 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const forget = onAbort(signal, () => {
      clearTimeout(timer);
      resolve(false);
    });
    const timer = setTimeout(() => {
      forget();
      resolve(true);
    }, ms);
  });
}
