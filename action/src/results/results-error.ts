/** Why a results folder was refused. */
export type ResultsDefect =
  | 'missing'
  | 'truncated'
  | 'corrupt'
  | 'too-large'
  | 'newer-format'
  | 'foreign'
  | 'unknown-case'
  | 'path-or-url'
  | 'no-files'
  | 'shard';

/** The results cannot be trusted as a record of this run; the message is one plain sentence. */
export class ResultsError extends Error {
  override readonly name = 'ResultsError';
  readonly defect: ResultsDefect;

  constructor(defect: ResultsDefect, message: string) {
    super(message);
    this.defect = defect;
  }
}

/** Recognises a `ResultsError` by its name and shape. */
export function isResultsError(error: unknown): error is ResultsError {
  return error instanceof Error && error.name === 'ResultsError' && 'defect' in error;
}
