import { FaultError, type Fault, type FaultCode } from '@pawl/core';

/** A fault ready to be thrown. */
export function faultOf(
  code: FaultCode,
  message: string,
  details: Omit<Fault, 'code' | 'message'> & { readonly cause?: unknown } = {},
): FaultError {
  const { cause, ...rest } = details;
  return new FaultError({ code, message, ...rest }, cause === undefined ? undefined : { cause });
}

/** The fault of an aborted call: the deadline, an order to stop, or the fault that the caller gave as its reason. */
export function faultOfAbort(signal: AbortSignal): FaultError {
  const reason: unknown = signal.reason;
  if (reason instanceof FaultError) return reason;
  if (reason instanceof Error && reason.name === 'TimeoutError') {
    return faultOf('timeout', 'No complete answer before the deadline', { cause: reason });
  }
  return faultOf('cancelled', 'The run was stopped', { cause: reason });
}
