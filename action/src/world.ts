/** What an action may touch: handed in, so that a test can hand in another. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The workspace: where the checkout lies. */
  readonly workspace: string;
  readonly now: () => Date;
  /** Waits; ends at once when the workflow is cancelled. */
  readonly wait: (ms: number) => Promise<void>;
  /** A random token of 128 bits in hexadecimal, drawn anew at each call. */
  readonly nonce: () => string;
  /** Writes to the log of the step; what is written may be a workflow command. */
  readonly log: (line: string) => void;
  /** Aborted when the workflow is cancelled. */
  readonly signal: AbortSignal;
}
