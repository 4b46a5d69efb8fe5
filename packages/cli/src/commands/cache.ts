import { exitCodes, type ExitCode } from '@pawl/core';
import { renderCacheStats } from '@pawl/report';
import { openResponseCache, type OpenResponseCache } from '@pawl/runner';

import type { GlobalFlags } from '../grammar/flags.ts';
import { canvasOf } from '../path/canvas-of.ts';
import { openHistory } from '../path/open-history.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl cache`: what the cache holds, and what it saved. */
export async function showCache(
  world: World,
  _args: readonly string[],
  flags: GlobalFlags,
): Promise<ExitCode> {
  return withCache(world, flags, (cache) => {
    const stats = cache.stats();
    if (stats === undefined) return exitCodes.usage;
    if (flags.json === true) world.stdout.write(jsonText({ format: 1, ...stats }));
    else world.stdout.write(renderCacheStats(stats, canvasOf(world, world.stdout, flags)));
    return exitCodes.pass;
  });
}

/** `pawl cache clear`: forgets every answer. */
export async function clearCache(
  world: World,
  _args: readonly string[],
  flags: GlobalFlags,
): Promise<ExitCode> {
  return withCache(world, flags, (cache) => {
    const cleared = cache.clear();
    if (cleared === undefined) return exitCodes.usage;
    if (flags.json === true) world.stdout.write(jsonText({ format: 1, cleared }));
    else world.stdout.write(`Cleared ${cleared} ${cleared === 1 ? 'answer' : 'answers'}.\n`);
    return exitCodes.pass;
  });
}

async function withCache(
  world: World,
  flags: GlobalFlags,
  act: (cache: OpenResponseCache) => ExitCode,
): Promise<ExitCode> {
  const { root } = await openHistory(world, flags);
  const cache = openResponseCache(root, { mode: 'use', now: world.now });
  cache.onNote((_code, message) => world.stderr.write(`${message}\n`));
  try {
    return act(cache);
  } finally {
    cache.close();
  }
}
