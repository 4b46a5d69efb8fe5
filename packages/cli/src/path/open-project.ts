import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import { UsageError, type Project } from '@pawl/core';
import { loadProject } from '@pawl/runner';
import { catalog } from '@pawl/scorers/by-name';

import { explainWarnings } from '../explain-usage.ts';
import type { GlobalFlags } from '../grammar/flags.ts';
import type { World } from '../world.ts';

/** The folder that the command works in. Throws a `UsageError` when there is no such folder. */
export function workingFolder(world: World, flags: GlobalFlags): string {
  const folder = resolve(world.cwd, flags.cwd ?? '.');
  if (flags.cwd === undefined || existsSync(folder)) return folder;
  throw new UsageError('no-folder', `There is no folder ${flags.cwd}`, { hint: 'Check --cwd.' });
}

/** Reads and checks the project's files; warnings go to stderr. Throws a `UsageError` with every mistake. */
export async function openProject(
  world: World,
  flags: GlobalFlags,
  sets: readonly string[] = [],
): Promise<Project> {
  world.stage?.('loading the project');
  const project = await loadProject({
    cwd: workingFolder(world, flags),
    catalog,
    today: world.now().toISOString().slice(0, 10),
    ...(flags.config === undefined ? {} : { config: flags.config }),
    ...(sets.length === 0 ? {} : { sets }),
  });
  explainWarnings(world, flags, project.warnings);
  return project;
}
