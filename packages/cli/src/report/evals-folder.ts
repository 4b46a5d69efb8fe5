import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parseProjectFile } from '@pawl/core';
import { findProject } from '@pawl/runner';

import type { GlobalFlags } from '../grammar/flags.ts';
import { workingFolder } from '../path/open-project.ts';
import type { World } from '../world.ts';

/** The folder that `pawl.yaml` names for eval sets, relative to the project. */
export async function evalsFolder(world: World, flags: GlobalFlags): Promise<string> {
  const { root, file } = await findProject(workingFolder(world, flags), flags.config);
  const { value } = parseProjectFile(await readFile(join(root, file), 'utf8'), file);
  return value?.evals ?? 'evals';
}
