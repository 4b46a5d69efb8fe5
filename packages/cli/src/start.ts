import { writeSync } from 'node:fs';

import { harnessVersion } from './harness-version.ts';
import type { TextStream } from './world.ts';

const signalCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Starts the command in this process, and ends the process with the code that was reached. */
export async function start(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    process.stdout.write(`${harnessVersion}\n`);
    process.exitCode = 0;
    return;
  }
  const { config } = await import('zod');
  config({ jitless: true }); // a few files are read sooner than a reader for them is compiled
  const { main } = await import('./main.ts');
  const stop = listenForSignals();
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  const end = guardEnd();
  const stdout = keepStdout();
  const code = await main({
    args,
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout,
    stderr: process.stderr,
    now: () => new Date(),
    clock: () => performance.now(),
    random: Math.random,
    interrupted: stop.interrupted,
    killed: stop.killed,
    stage: (doing) => {
      end.doing = doing;
    },
  });
  stdout.giveBack();
  await flush(process.stdout);
  await flush(process.stderr);
  end.expected = true;
  process.exit(stop.received() ?? code);
}

interface End {
  expected: boolean;
  /** What an end that nobody expects cuts short. */
  doing: string;
}

/** Until the end is expected, whatever ends the process ends it with 70. */
function guardEnd(): End {
  const end: End = { expected: false, doing: 'starting' };
  const crash = (error: unknown): void => {
    end.expected = true;
    tellCrash(error);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  process.on('exit', () => {
    if (!end.expected) refuseEarlyEnd(end.doing);
  });
  return end;
}

/** Keeps stdout for the result: what code of the project prints goes to stderr. */
function keepStdout(): TextStream & { readonly giveBack: () => void } {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  return {
    write: (text) => write(text),
    isTTY: stdout.isTTY,
    columns: stdout.columns,
    giveBack: () => {
      stdout.write = write;
    },
  };
}

function listenForSignals() {
  const interrupted = new AbortController();
  const killed = new AbortController();
  let received: number | undefined;
  for (const [name, code] of Object.entries(signalCodes)) {
    process.on(name, () => {
      if (interrupted.signal.aborted || name !== 'SIGINT') killed.abort();
      interrupted.abort();
      received = code;
    });
  }
  return { interrupted: interrupted.signal, killed: killed.signal, received: () => received };
}

/** A reader that went away (`pawl show … | head`) changes nothing about the result. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Code of the project may end the process, or leave nothing to wait for: that is never a verdict. */
function refuseEarlyEnd(doing: string): void {
  process.exitCode = 70;
  writeSync(2, `pawl: the process was ended before a verdict was reached, while ${doing}\n`);
}

/** What is thrown outside of every promise comes from code that was loaded, or from ours. */
function tellCrash(error: unknown): void {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    isOurs(trace)
      ? `pawl: a bug of ours: ${trace}\n`
      : `pawl: code of this project threw after it had answered, so the run was ended: ${trace}\n`,
  );
  process.exit(70);
}

/** Whether the first place of a stack lies in our own files. */
function isOurs(trace: string): boolean {
  const [, place = ''] = /\n\s+at .*?\(?((?:file:|\/|node:)[^)\n]*)/.exec(trace) ?? [];
  const home = new URL('..', import.meta.url);
  return place.startsWith('node:') || place.includes(home.pathname) || place.includes('/@pawl/');
}

async function flush(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.destroyed || !stream.writable) return;
  await new Promise<void>((resolve) => {
    stream.write('', () => resolve());
  });
}
