import type { CallOptions, FaultError } from '@pawl/core';

/** What goes with a request beside its body, past the SDK: it hands `fetchOptions` to our `fetch` as they are. */
interface SentWith {
  readonly fetchOptions: PastSdk & Omit<RequestInit, 'body' | 'headers' | 'method' | 'signal'>;
}

/** The part of the options that is ours. */
export interface PastSdk {
  readonly pawl?: CallOptions;
}

/** What our `fetch` threw for a call, by the call's signal: where an SDK takes a fault for a timeout, it drops it as the cause. */
export const thrownFaults: WeakMap<AbortSignal, FaultError> = new WeakMap();

/**
 * The signal and the key of a call. Not as the SDKs would take them: they drop their own `idempotencyKey` without a
 * word (anthropics/anthropic-sdk-typescript#1112), and hang a listener of theirs on every signal.
 */
export const sentWith = (options: CallOptions): SentWith => ({ fetchOptions: { pawl: options } });
