import { main } from '../src/main.ts';

/** What a command line gave. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a test may set about the machine. */
export interface Setting {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: Date;
  readonly isTTY?: boolean;
  /** From 0 to 1; 0 makes every back-off end at once. */
  readonly random?: () => number;
  readonly interrupted?: AbortSignal;
  readonly killed?: AbortSignal;
}

/** Runs one command line in this process, in a world that a test made. */
export async function pawl(setting: Setting, ...args: readonly string[]): Promise<Ended> {
  const out: string[] = [];
  const err: string[] = [];
  const { cwd, env = {}, now, isTTY = false } = setting;
  const never = new AbortController().signal;
  const code = await main({
    args,
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdin: { isTTY },
    stdout: { write: (text: string) => out.push(text), isTTY },
    stderr: { write: (text: string) => err.push(text), isTTY: false },
    now: () => now ?? new Date(),
    clock: () => performance.now(),
    random: setting.random ?? (() => 0.5),
    interrupted: setting.interrupted ?? never,
    killed: setting.killed ?? never,
  });
  return { code, out: out.join(''), err: err.join('') };
}
