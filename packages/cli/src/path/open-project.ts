import { resolve } from 'node:path';

import type { GlobalFlags } from '../grammar/flags.ts';
import type { World } from '../world.ts';

/** The folder that the command works in. */
export function workingFolder(world: World, flags: GlobalFlags): string {
  return resolve(world.cwd, flags.cwd ?? '.');
}
