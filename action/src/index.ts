import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import * as core from '@actions/core';

import { main } from './main.ts';
import { explainThrown } from './no-verdict.ts';

process.exitCode = 70;
process.on('uncaughtException', (error: unknown) => {
  core.error(explainThrown(error).sentence);
  process.exit(70);
});

const cancelled = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => cancelled.abort());
}

process.exitCode = await main({
  env: process.env,
  workspace: process.env['GITHUB_WORKSPACE'] ?? process.cwd(),
  now: () => new Date(),
  wait: (ms) => sleep(ms, undefined, { signal: cancelled.signal }).catch(() => undefined),
  nonce: () => randomBytes(16).toString('hex'),
  log: (line) => process.stdout.write(`${line}\n`),
  signal: cancelled.signal,
});
