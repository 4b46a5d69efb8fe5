import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { CalibrateDocument } from '@pawl/report';
import { writeWhole } from '@pawl/runner';

import { repositoryState } from '../path/repository-state.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** The folder in which the results of calibrations are kept for the report. */
export function calibrationsFolder(root: string): string {
  return join(root, '.pawl', 'calibrations');
}

/** Keeps a result with its moment and its commit; a disk that takes nothing costs only the trend. */
export async function keepCalibration(
  world: World,
  root: string,
  document: CalibrateDocument,
): Promise<void> {
  const at = world.now().toISOString();
  const { commit } = await repositoryState(root);
  const folder = calibrationsFolder(root);
  const time = at.replaceAll(/[-:.]/gu, '');
  const file = `${plain(document.set)}-${plain(document.scorer)}-${time}.json`;
  const kept = { ...document, at, ...(commit === undefined ? {} : { commit }) };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeWhole(join(folder, file), jsonText(kept));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    world.stderr.write(`The result is not kept for the report: ${error.message}\n`);
  }
}

/** A name as a part of a file's name. */
const plain = (name: string): string => name.replaceAll(/[^\w.]/gu, '_').slice(0, 80);
