import { spawn, type ChildProcess } from 'node:child_process';
import { TextDecoder } from 'node:util';

import { faultOf, faultOfAbort } from './fault-of.ts';

/** A program to run, never through a shell. */
export interface Program {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Written to its stdin. */
  readonly input: string;
}

/** How a program ended by itself. */
export interface ProgramEnd {
  readonly code: number | undefined;
  readonly signal: string | undefined;
  /** Left out when the bytes are not UTF-8. */
  readonly stdout: string | undefined;
  /** The last part of it. */
  readonly stderr: string;
}

const maxStdoutBytes = 32 * 1024 * 1024;
const maxStderrBytes = 1024 * 1024;

/** Runs a program to its end. It and all it started are dead when the promise settles. */
export async function runProgram(program: Program, signal: AbortSignal): Promise<ProgramEnd> {
  if (signal.aborted) throw faultOfAbort(signal);
  const { promise, resolve, reject } = Promise.withResolvers<ProgramEnd>();
  const child = start(program);
  let failure: Error | undefined;
  const stop = (error: Error) => {
    failure ??= error;
    killGroup(child);
  };
  const abort = () => stop(faultOfAbort(signal));
  signal.addEventListener('abort', abort, { once: true });
  const stdout = collect(child.stdout, maxStdoutBytes, () => {
    stop(faultOf('too-large', `The program wrote more than ${maxStdoutBytes} bytes`));
  });
  const stderr = keepTail(child.stderr, maxStderrBytes);
  child.once('error', (error) => {
    stop(notStarted(error));
    if (child.pid === undefined) reject(failure); // it may never close
  });
  child.once('exit', () => killGroup(child)); // what it left behind would hold its pipes open
  child.once('close', (code, ended) => {
    signal.removeEventListener('abort', abort);
    if (failure !== undefined) reject(failure);
    else resolve({ code: code ?? undefined, signal: ended ?? undefined, ...read(stdout, stderr) });
  });
  child.stdin?.on('error', () => undefined); // it need not read its question
  child.stdin?.end(program.input);
  return promise;
}

function start({ command, cwd, env }: Program): ChildProcess {
  const [name = '', ...args] = command;
  try {
    return spawn(name, args, { cwd, env: { ...env }, stdio: 'pipe', detached: ownGroup });
  } catch (error) {
    throw notStarted(error);
  }
}

// on Windows `detached` opens a console window and there are no groups to kill
const ownGroup = process.platform !== 'win32';

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (ownGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function notStarted(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return faultOf('target-exited', `The program could not be started: ${code}`, { cause: error });
}

type Stream = ChildProcess['stdout'];

function collect(stream: Stream, limit: number, onFull: () => void): Buffer[] {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) onFull();
    else chunks.push(chunk);
  });
  return chunks;
}

function keepTail(stream: Stream, limit: number): Buffer[] {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    while (size - (chunks[0]?.length ?? 0) > limit) size -= chunks.shift()?.length ?? 0;
  });
  return chunks;
}

function read(stdout: Buffer[], stderr: Buffer[]): Pick<ProgramEnd, 'stdout' | 'stderr'> {
  return { stdout: decode(Buffer.concat(stdout)), stderr: Buffer.concat(stderr).toString('utf8') };
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
