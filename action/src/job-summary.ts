import { appendFile } from 'node:fs/promises';

import { tellFileTrouble } from './outputs.ts';
import type { World } from './world.ts';

/** Adds Markdown to the job summary; says false where the runner has none, or none that can be written. */
export async function addToSummary(world: World, markdown: string): Promise<boolean> {
  const file = world.env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return false;
  try {
    await appendFile(file, `${markdown.trimEnd()}\n`);
    return true;
  } catch (error) {
    world.log(`The job summary could not be written: ${tellFileTrouble(error)}.`);
    return false;
  }
}
