import { execFile } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';

import type { CodeRequest } from '@pawl/core';

import { readMounts, type Mount } from './mounts.ts';

/** A command line that confines a command to the folder it is started in, and in words what it does not confine. */
export interface Isolation {
  readonly argv: readonly string[];
  readonly notIsolated: readonly string[];
}

/** How this machine can confine a command. */
export async function isolation(request: CodeRequest): Promise<Isolation> {
  const own = await (namespaces ??= findNamespaces());
  const limited = process.platform !== 'win32';
  const argv = limited ? withLimits(request) : request.command;
  const notIsolated = [
    'files outside of its folder can be read',
    ...(own.disk ? [] : ['files outside of its folder can be written']),
    ...(own.network ? [] : ['the network can be reached']),
    ...(own.processes ? [] : ['other processes can be seen']),
    ...(process.platform === 'linux' ? [] : ['memory is not limited']),
  ];
  return { argv: [...own.argv, ...argv], notIsolated };
}

/** The shell's own limits, then the command as it was given: no text of the user's is parsed by the shell. */
function withLimits({ command, memoryMb, timeoutMs }: CodeRequest): readonly string[] {
  const seconds = Math.ceil(timeoutMs / 1000) + 1;
  const kilobytes = Math.ceil((memoryMb + reservedMb(command)) * 1024);
  // RLIMIT_DATA and not RLIMIT_AS: runtimes such as Node reserve gigabytes of addresses that they never use.
  const script = `ulimit -d ${kilobytes}; ulimit -t ${seconds}; ulimit -c 0; exec "$@"`;
  return ['/bin/sh', '-c', script, 'sh', ...command];
}

/** V8 maps its code range at its start, used or not. */
function reservedMb([program = '']: readonly string[]): number {
  return basename(program) === 'node' ? 640 : 0;
}

interface Namespaces {
  readonly argv: readonly string[];
  readonly network: boolean;
  readonly processes: boolean;
  readonly disk: boolean;
}

let namespaces: Promise<Namespaces> | undefined;

const ownProcesses = ['unshare', '-rnpf', '--kill-child', '--mount-proc', '--'];
const ownNetwork = ['unshare', '-rn', '--'];
const nothing: Namespaces = { argv: [], network: false, processes: false, disk: false };

/** The strictest of the known ways that works here. */
async function findNamespaces(): Promise<Namespaces> {
  if (process.platform !== 'linux') return nothing;
  const mounts = readMounts(await readFile('/proc/self/mounts', 'utf8'));
  const strict = [...ownProcesses, ...withReadOnlyDisk(mounts)];
  if (await isReadOnly(strict)) {
    return { argv: strict, network: true, processes: true, disk: true };
  }
  if ((await run([...ownProcesses, 'true'])) !== undefined) {
    return { argv: ownProcesses, network: true, processes: true, disk: false };
  }
  const works = (await run([...ownNetwork, 'true'])) !== undefined;
  return works ? { ...nothing, argv: ownNetwork, network: true } : nothing;
}

/**
 * Makes every disk read-only except for the folder the command is started in. The second user namespace
 * takes away the right to undo that.
 */
function withReadOnlyDisk(mounts: readonly Mount[]): readonly string[] {
  const script = `mount --bind "$PWD" "$PWD" && cd "$PWD" && mount -t tmpfs -o ro none /sys || exit 125
    while [ "$1" != -- ]; do mount -o "$2" none "$1" 2>/dev/null; shift 2; done
    shift; exec unshare -Ur -- "$@"`;
  const points = [...visible(mounts)].flatMap(([point, options]) => {
    const kept = options.filter((option) => locked.has(option));
    return options.includes('rw') ? [point, ['remount', 'bind', 'ro', ...kept].join(',')] : [];
  });
  return ['/bin/sh', '-c', script, 'sh', ...points, '--'];
}

/** Of several mounts at one point the last one hides the others; `/sys` is hidden whole. */
function visible(mounts: readonly Mount[]): ReadonlyMap<string, readonly string[]> {
  const seen = mounts.filter(({ point }) => point !== '/sys' && !point.startsWith('/sys/'));
  return new Map(seen.map(({ point, options }) => [point, options]));
}

/** Options that a namespace of one's own may not drop. */
const locked = new Set(['nosuid', 'nodev', 'noexec', 'relatime', 'noatime', 'nodiratime']);

/** Whether nothing but its own folder can be written, as the kernel tells it from inside. */
async function isReadOnly(argv: readonly string[]): Promise<boolean> {
  const told = await run([...argv, 'cat', '/proc/self/mounts']);
  if (told === undefined) return false;
  const folder = await realpath(tmpdir());
  return [...visible(readMounts(told))].every(
    ([point, options]) => point === folder || !options.includes('rw'),
  );
}

/** What a command says; `undefined` when it fails. */
function run([program = '', ...args]: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 5000, cwd: tmpdir() }, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    );
  });
}
