import type { CallOptions } from '@pawl/core';

/** What goes with a request beside its body. */
interface SentWith {
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The signal and the key of a call as the SDKs take them. Their own `idempotencyKey` is dropped without a
 * word (anthropics/anthropic-sdk-typescript#1112), so the key goes as the header that it stands for.
 */
export function sentWith({ signal, idempotencyKey }: CallOptions): SentWith {
  if (idempotencyKey === undefined) return { signal };
  return { signal, headers: { 'idempotency-key': idempotencyKey } };
}
