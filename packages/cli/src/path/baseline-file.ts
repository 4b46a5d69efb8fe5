import { posix } from 'node:path';

import type { Project } from '@pawl/core';

import type { Cell } from './find-baselines.ts';

/** Where the file store keeps the baseline of a set on a target, relative to the project folder. */
export function baselineFile(project: Pick<Project, 'evalsFolder'>, cell: Cell): string {
  return posix.join(project.evalsFolder, 'baselines', cell.set, `${cell.target}.jsonl`);
}
