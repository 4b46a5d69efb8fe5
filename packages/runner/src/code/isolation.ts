import { execFile } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

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
  const argv = limited ? withLimits(request, own) : request.command;
  const notIsolated = [
    'files outside of its folder can be read',
    ...(own.disk ? [] : ['files outside of its folder can be written', 'the disk can be filled']),
    ...(own.network ? [] : ['the network can be reached']),
    ...(own.processes ? [] : ['other processes can be seen']),
    ...(own.forks ? [] : ['the number of its processes is not limited']),
    process.platform === 'linux'
      ? 'memory is limited for each of its processes, not for all together'
      : 'memory is not limited',
  ];
  return { argv: [...own.argv, ...argv], notIsolated };
}

/** Half kilobytes that one file may have. */
const largestFile = 128 * 1024;
/** Processes and threads at a time. */
const mostProcesses = 256;
/** What its folder may hold, where it can be given a disk of its own. */
const folderSize = 'size=256m,nr_inodes=100k,mode=700';

/** The shell's own limits, then the command as it was given: no text of the user's is parsed by the shell. */
function withLimits(
  { command, memoryMb, timeoutMs }: CodeRequest,
  { forks }: Namespaces,
): readonly string[] {
  const seconds = Math.ceil(timeoutMs / 1000) + 1;
  const kilobytes = Math.ceil((memoryMb + reservedMb(command)) * 1024);
  // RLIMIT_DATA and not RLIMIT_AS: runtimes such as Node reserve gigabytes of addresses that they never use.
  const script = [
    `ulimit -d ${kilobytes}; ulimit -t ${seconds}; ulimit -c 0; ulimit -f ${largestFile}`,
    ...(forks ? [limitForks(mostProcesses)] : []),
    'exec "$@"',
  ].join('; ');
  return ['/bin/sh', '-c', script, 'sh', ...command];
}

/** Shells name the limit of processes differently. */
function limitForks(most: number): string {
  return `ulimit -u ${most} 2>/dev/null || ulimit -p ${most} 2>/dev/null`;
}

/** V8 maps its code range at its start, used or not. */
function reservedMb([program = '']: readonly string[]): number {
  return basename(program) === 'node' ? 640 : 0;
}

interface Namespaces {
  readonly argv: readonly string[];
  readonly network: boolean;
  readonly processes: boolean;
  /** Nothing outside of the folder can be written, and the folder holds no more than its size. */
  readonly disk: boolean;
  /** The number of processes can be limited. */
  readonly forks: boolean;
}

let namespaces: Promise<Namespaces> | undefined;

const ownProcesses = ['unshare', '-rnpf', '--kill-child', '--mount-proc', '--'];
const ownNetwork = ['unshare', '-rn', '--'];
const nothing: Namespaces = {
  argv: [],
  network: false,
  processes: false,
  disk: false,
  forks: false,
};

/** The strictest of the known ways that works here. */
async function findNamespaces(): Promise<Namespaces> {
  if (process.platform !== 'linux') return nothing;
  const mounts = readMounts(await readFile('/proc/self/mounts', 'utf8'));
  const strict = [...ownProcesses, ...withReadOnlyDisk(mounts)];
  if (await isReadOnly(strict)) {
    const forks = await canLimitForks(ownProcesses);
    return { argv: strict, network: true, processes: true, disk: true, forks };
  }
  if ((await run([...ownProcesses, 'true'])) !== undefined) {
    const forks = await canLimitForks(ownProcesses);
    return { argv: ownProcesses, network: true, processes: true, disk: false, forks };
  }
  const works = (await run([...ownNetwork, 'true'])) !== undefined;
  return works ? { ...nothing, argv: ownNetwork, network: true } : nothing;
}

/** Whether the limit holds: the kernel does not hold the machine's own root to it. */
async function canLimitForks(argv: readonly string[]): Promise<boolean> {
  const script = `${limitForks(8)}; for each in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 0.2 & done; wait`;
  return (await run([...argv, '/bin/sh', '-c', script])) === undefined;
}

/**
 * Gives the folder the command is started in a disk of its own in memory, with what it holds, and makes every
 * other disk read-only. The second user namespace takes away the right to undo that.
 */
function withReadOnlyDisk(mounts: readonly Mount[]): readonly string[] {
  const script = `exec 3<. && mount -t tmpfs -o nosuid,nodev,${folderSize} none "$PWD" && cd "$PWD" &&
      cp -R /proc/self/fd/3/. . && exec 3<&- && mount -t tmpfs -o ro none /sys || exit 125
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
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'pawl-probe-')));
  try {
    const told = await run([...argv, 'cat', '/proc/self/mounts'], folder);
    if (told === undefined) return false;
    return [...visible(readMounts(told))].every(
      ([point, options]) => point === folder || !options.includes('rw'),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a command says; `undefined` when it fails. */
function run(
  [program = '', ...args]: readonly string[],
  cwd: string = tmpdir(),
): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 5000, cwd }, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    );
  });
}
