import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import * as core from '@actions/core';
import type { ExitCode } from '@pawl/core';

import { failEarly } from './fail-early.ts';
import { explainThrown } from './no-verdict.ts';
import { readPlace } from './trigger.ts';
import type { World } from './world.ts';

process.exitCode = 70;
process.on('uncaughtException', (error: unknown) => {
  core.error(explainThrown(error).sentence);
  process.exit(70);
});

const cancelled = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => cancelled.abort());
}

process.exitCode = await start({
  env: process.env,
  workspace: process.env['GITHUB_WORKSPACE'] ?? process.cwd(),
  now: () => new Date(),
  wait: (ms) => sleep(ms, undefined, { signal: cancelled.signal }).catch(() => undefined),
  nonce: () => randomBytes(16).toString('hex'),
  log: (line) => process.stdout.write(`${line}\n`),
  signal: cancelled.signal,
});

/** GitHub's client reads the runner's variables when it is loaded: what they lack is told before. */
async function start(world: World): Promise<ExitCode> {
  try {
    readPlace(world.env);
    const { main } = await import('./main.ts');
    return await main(world);
  } catch (error) {
    return failEarly(explainThrown(error), world);
  }
}
