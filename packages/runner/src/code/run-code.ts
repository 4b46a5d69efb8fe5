import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';

import type { CodeRequest, CodeResult } from '@pawl/core';

import { isolation } from './isolation.ts';

/**
 * Runs a command over files in a temporary folder of its own: empty environment, own process group,
 * limits of time, memory and output, and no network where the platform can take it away.
 */
export async function runCode(
  request: CodeRequest,
  options: { readonly signal?: AbortSignal } = {},
): Promise<CodeResult> {
  const folder = await mkdtemp(join(tmpdir(), 'pawl-code-'));
  try {
    await writeFiles(folder, request.files);
    return await runIn(folder, request, options.signal);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function writeFiles(folder: string, files: CodeRequest['files']): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = normalize(name);
    if (isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`)) {
      throw new RangeError(`${name} would be written outside of the folder`);
    }
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    await writeFile(join(folder, path), text, { mode: 0o600, flag: 'wx' });
  }
}

async function runIn(
  folder: string,
  request: CodeRequest,
  signal: AbortSignal | undefined,
): Promise<CodeResult> {
  const { argv, notIsolated } = await isolation(request);
  const [program = '', ...rest] = argv;
  const child = spawn(program, rest, {
    cwd: folder,
    detached: true,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = await waitFor(child, request, signal);
  return { ...ended, notIsolated };
}

type Ended = Omit<CodeResult, 'notIsolated'>;

function waitFor(
  child: ChildProcess,
  { timeoutMs, maxOutputBytes }: CodeRequest,
  signal: AbortSignal | undefined,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let timedOut = false;
    const stop = (): void => killGroup(child);
    const timer = setTimeout(() => {
      timedOut = true;
      stop();
    }, timeoutMs);
    const stdout = collect(child.stdout, maxOutputBytes, stop);
    const stderr = collect(child.stderr, maxOutputBytes, stop);
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      stop();
    };
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted === true) stop();
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('exit', stop);
    child.once('close', (exitCode, killedBy) => {
      settle();
      resolve({
        timedOut,
        stdout: stdout(),
        stderr: stderr(),
        ...(exitCode === null ? {} : { exitCode }),
        ...(killedBy === null ? {} : { signal: killedBy }),
      });
    });
  });
}

/** Gathers a stream's text up to its limit; past it, the command is stopped. */
function collect(
  stream: NodeJS.ReadableStream | null,
  limit: number,
  stop: () => void,
): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    if (size < limit) chunks.push(chunk.subarray(0, limit - size));
    size += chunk.length;
    if (size > limit) stop();
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

/** The whole process group, so that no grandchild is left. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
