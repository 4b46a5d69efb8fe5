/** The disk did not take a record; recognised by its name across copies of this package. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly path: string;

  constructor(path: string, bytes: number, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`${path} did not take ${bytes} bytes: ${why}`, { cause });
    this.path = path;
  }
}

/** Recognises a `StoreError` by its name. */
export function isStoreError(error: unknown): error is StoreError {
  return error instanceof Error && error.name === 'StoreError' && 'path' in error;
}
