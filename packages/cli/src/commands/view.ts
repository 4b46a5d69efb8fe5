import { exitCodes, type ExitCode } from '@pawl/core';
import { findProject } from '@pawl/runner';

import type { ViewFlags } from '../grammar/reports.ts';
import { workingFolder } from '../path/open-project.ts';
import { servePages } from '../report/serve-pages.ts';
import { openViewer } from '../report/viewer.ts';
import type { World } from '../world.ts';

/** `pawl view`: the report of the local runs on loopback, until it is interrupted. */
export async function view(
  world: World,
  _args: readonly string[],
  flags: ViewFlags,
): Promise<ExitCode> {
  await findProject(workingFolder(world, flags), flags.config);
  const server = await servePages(openViewer(world, flags), flags.port ?? 0);
  world.stdout.write(`${server.url}\n`);
  world.stderr.write('Reading .pawl/runs; nothing is written. Ctrl-C ends it.\n');
  try {
    await untilInterrupted(world.interrupted);
  } finally {
    await server.close();
  }
  return exitCodes.pass;
}

async function untilInterrupted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
