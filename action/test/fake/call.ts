import type { Operation } from './contract.ts';

/** A request as it came in. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly body: unknown;
  readonly authorized: boolean;
}

/** A request with its operation and the parameters of its path. */
export interface Routed extends Call {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The fields of an object; none for anything else. */
export function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
