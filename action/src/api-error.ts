/** Why GitHub did not do what it was asked. */
export type ApiTrouble =
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'invalid'
  | 'rate-limited'
  | 'unavailable';

/** An answer of GitHub that is not a success, after all tries. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly trouble: ApiTrouble;
  readonly status: number | undefined;

  constructor(trouble: ApiTrouble, message: string, status?: number) {
    super(message);
    this.trouble = trouble;
    this.status = status;
  }
}

/** Recognises an `ApiError` by its name and shape. */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && error.name === 'ApiError' && 'trouble' in error;
}
