import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../src/bin.ts', import.meta.url));

/** A command line in a process of its own. */
export interface Spawned {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Its exit code, its signal when that ended it, and what it wrote. */
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: string | null;
    readonly out: string;
    readonly err: string;
  }>;
}

/** Starts the command from its source. */
export function spawnPawl(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Spawned {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = async (): Promise<Awaited<Spawned['ended']>> => {
    const closed = once(child, 'close');
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    await closed;
    return { code: child.exitCode, signal: child.signalCode, out, err };
  };
  return { child, ended: end() };
}
