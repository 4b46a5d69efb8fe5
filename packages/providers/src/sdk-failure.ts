import { FaultError, isFaultError } from '@pawl/core';

import { excerpt } from './excerpt.ts';
import { faultOf, faultOfAbort } from './fault-of.ts';
import { maskSecrets } from './secrets.ts';
import { thrownFaults } from './sent-with.ts';

/** What must stay out of a message, and whether the call was to stop. */
export interface SdkCall {
  readonly provider: string;
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
}

/** The fault behind an error that came out of an SDK; its message never holds a key. */
export function faultOfSdkError(error: unknown, call: SdkCall): FaultError {
  const { fault, billed } = faultBehind(error, call);
  const message = maskSecrets(fault.message, call.secrets);
  return new FaultError({ ...fault, message }, { cause: error, billed });
}

function faultBehind(error: unknown, { signal, provider }: SdkCall): FaultError {
  const thrown = faultWithin(error) ?? thrownFaults.get(signal);
  thrownFaults.delete(signal);
  if (thrown !== undefined) return thrown;
  if (signal.aborted) return faultOfAbort(signal);
  const inner = innermost(error);
  const said = inner instanceof Error ? `${inner.name}: ${inner.message}` : String(inner);
  return faultOf('bad-response', `${provider} cannot be understood: ${excerpt(said)}`);
}

function faultWithin(error: unknown): FaultError | undefined {
  if (isFaultError(error)) return error;
  return error instanceof Error && error.cause !== undefined ? faultWithin(error.cause) : undefined;
}

function innermost(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? innermost(error.cause) : error;
}
