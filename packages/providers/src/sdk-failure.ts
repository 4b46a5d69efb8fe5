import { FaultError, isFaultError } from '@pawl/core';

import { excerpt } from './excerpt.ts';
import { faultOf, faultOfAbort } from './fault-of.ts';
import { maskSecrets } from './secrets.ts';

/** What must stay out of a message, and whether the call was to stop. */
export interface SdkCall {
  readonly provider: string;
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
}

/** The fault behind an error that came out of an SDK; its message never holds a key. */
export function faultOfSdkError(error: unknown, call: SdkCall): FaultError {
  const { code, message, ...rest } = innermost(error, call).fault;
  return new FaultError(
    { code, message: maskSecrets(message, call.secrets), ...rest },
    { cause: error },
  );
}

function innermost(error: unknown, call: SdkCall): FaultError {
  if (isFaultError(error)) return error;
  if (call.signal.aborted) return faultOfAbort(call.signal);
  if (error instanceof Error && error.cause !== undefined) return innermost(error.cause, call);
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return faultOf('bad-response', `${call.provider} cannot be understood: ${excerpt(said)}`);
}
