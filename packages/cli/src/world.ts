/** Everything of the machine that the command touches; a test hands in its own. */
export interface World {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: InputStream;
  /** Carries the result, and nothing else. */
  readonly stdout: TextStream;
  /** Progress, warnings and errors. */
  readonly stderr: TextStream;
  readonly now: () => Date;
  /** Monotonic milliseconds. */
  readonly clock: () => number;
  /** A number from 0 up to 1, drawn anew at each call. */
  readonly random: () => number;
  /** Aborts at the first SIGINT, SIGTERM or SIGHUP: finish what is in flight. */
  readonly interrupted: AbortSignal;
  /** Aborts at the second signal, and at SIGTERM: stop now. */
  readonly killed: AbortSignal;
  /** Is told what is being done (`judging the run`), so that an end in the middle of it can be named. */
  readonly stage?: (doing: string) => void;
}

/** Where text goes. */
export interface TextStream {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Where answers come from. */
interface InputStream {
  readonly isTTY?: boolean;
}
