import { findProject, openRunStore, type RunStore } from '@pawl/runner';

import type { GlobalFlags } from '../grammar/flags.ts';
import type { World } from '../world.ts';
import { workingFolder } from './open-project.ts';

/** The recorded runs of a project. */
export interface History {
  readonly root: string;
  readonly store: RunStore;
}

/** The recorded runs of the project that the command works in; its definitions are not read. */
export async function openHistory(world: World, flags: GlobalFlags): Promise<History> {
  const { root } = await findProject(workingFolder(world, flags), flags.config);
  return { root, store: openRunStore(root) };
}
