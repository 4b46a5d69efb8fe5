import { execFile } from 'node:child_process';
import { basename } from 'node:path';

import type { CodeRequest } from '@pawl/core';

/** A command line that confines a command, and in words what it does not confine. */
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
    ...(own?.network === true ? [] : ['the network can be reached']),
    ...(own?.processes === true ? [] : ['other processes can be seen']),
    ...(process.platform === 'linux' ? [] : ['memory is not limited']),
  ];
  return { argv: [...(own?.argv ?? []), ...argv], notIsolated };
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
}

let namespaces: Promise<Namespaces | undefined> | undefined;

const ways: readonly Namespaces[] = [
  {
    argv: ['unshare', '-rnpf', '--kill-child', '--mount-proc', '--'],
    network: true,
    processes: true,
  },
  { argv: ['unshare', '-rn', '--'], network: true, processes: false },
];

/** The first of the known ways that works here: own user, network and process namespaces. */
async function findNamespaces(): Promise<Namespaces | undefined> {
  for (const way of ways) if (await works(way.argv)) return way;
  return undefined;
}

function works([program = '', ...args]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, [...args, 'true'], { timeout: 5000 }, (error) => resolve(error === null));
  });
}
