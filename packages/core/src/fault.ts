import type { Usage } from './output.ts';

/** Why a trial has no output to score. Never a wrong answer. */
export interface Fault {
  readonly code: FaultCode;
  readonly message: string;
  /** How often the target was asked. */
  readonly attempts?: number;
  readonly status?: number;
  /** Milliseconds that the provider asked us to wait. */
  readonly retryAfterMs?: number;
  /** The provider said that another attempt is pointless. */
  readonly final?: boolean;
}

/** What may be done about a fault of a kind. */
export interface FaultTraits {
  /** Another attempt may help. */
  readonly retryable: boolean;
  /** The provider is overloaded: a wait, not an attempt. */
  readonly wait: boolean;
  /** No further call to this provider can succeed. */
  readonly stopsProvider: boolean;
}

const passing: FaultTraits = { retryable: true, wait: false, stopsProvider: false };
const waiting: FaultTraits = { retryable: true, wait: true, stopsProvider: false };
const stopping: FaultTraits = { retryable: false, wait: false, stopsProvider: true };
const final: FaultTraits = { retryable: false, wait: false, stopsProvider: false };

/** The name of a kind of fault. */
export type FaultCode =
  | 'timeout'
  | 'rate-limited'
  | 'overloaded'
  | 'connection'
  | 'truncated'
  | 'server-error'
  | 'bad-response'
  | 'too-large'
  | 'auth'
  | 'quota'
  | 'bad-request'
  | 'model-missing'
  | 'tls'
  | 'dns'
  | 'provider-down'
  | 'target-threw'
  | 'target-exited'
  | 'output-not-json'
  | 'no-recording'
  | 'crashed-runner'
  | 'cancelled'
  | 'over-budget'
  | 'cache-miss';

/** Every fault code, and what may be done about it. */
export const faultTraits: Readonly<Record<FaultCode, FaultTraits>> = {
  timeout: passing,
  'rate-limited': waiting,
  overloaded: waiting,
  connection: passing,
  truncated: passing,
  'server-error': passing,
  'bad-response': passing,
  'too-large': final,
  auth: stopping,
  quota: stopping,
  'bad-request': final,
  'model-missing': stopping,
  tls: stopping,
  dns: passing,
  'provider-down': final,
  'target-threw': final,
  'target-exited': final,
  'output-not-json': final,
  'no-recording': final,
  'crashed-runner': final,
  cancelled: final,
  'over-budget': final,
  'cache-miss': final,
};

/** Carries a fault through a promise; recognised by its name across copies of this package. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly fault: Fault;
  /** Given where the provider answered, and says what it counts, but nobody can use the answer. */
  readonly billed?: Billed;

  constructor(fault: Fault, options?: ErrorOptions & { readonly billed?: Billed | undefined }) {
    super(fault.message, options);
    this.fault = fault;
    if (options?.billed !== undefined) this.billed = options.billed;
  }
}

/** What an answer that cannot be used costs all the same. */
export interface Billed {
  readonly usage: Usage;
  /** US dollars; left out where no price is known. */
  readonly costUsd?: number;
}

/** Recognises a `FaultError` by its name and shape. */
export function isFaultError(error: unknown): error is FaultError {
  return error instanceof Error && error.name === 'FaultError' && 'fault' in error;
}
