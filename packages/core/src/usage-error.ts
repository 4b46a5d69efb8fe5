import type { Problem } from './problem.ts';

/** What the user can mend: exit code 2, nothing was run and nothing was paid. The hint is an instruction. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code: string;
  readonly hint: string | undefined;
  readonly problems: readonly Problem[];

  constructor(code: string, message: string, details: UsageErrorDetails = {}) {
    super(message);
    this.code = code;
    this.hint = details.hint;
    this.problems = details.problems ?? [];
  }
}

/** What goes with the message: an instruction, and every mistake that was found. */
export interface UsageErrorDetails {
  readonly hint?: string;
  readonly problems?: readonly Problem[];
}

/** Recognises a `UsageError` by its name, also when it comes from another copy of this package. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError' && 'problems' in error;
}
