import type { Project } from '@pawl/core';
import { exportCommit, loadProject } from '@pawl/runner';
import { catalog } from '@pawl/scorers/by-name';

import type { World } from '../world.ts';
import { openWorkroom, type Workroom } from './workroom.ts';

/** The definitions of a commit, and a room in which they can be used. */
export interface BaseDefinitions {
  readonly room: Workroom;
  readonly project: Project;
  readonly commit: string;
  readonly remove: () => Promise<void>;
}

/** Loads the project as it is in a commit, from a folder of its own; the working tree is not touched. */
export async function openBase(world: World, head: Project, ref: string): Promise<BaseDefinitions> {
  const { folder, commit, remove } = await exportCommit(head.root, ref);
  try {
    const today = world.now().toISOString().slice(0, 10);
    const project = await loadProject({ cwd: folder, catalog, today, past: true });
    return { room: openWorkroom(world, project), project, commit, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
