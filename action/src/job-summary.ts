import { appendFile } from 'node:fs/promises';

import type { World } from './world.ts';

/** Adds Markdown to the job summary; says false where the runner has none. */
export async function addToSummary(world: World, markdown: string): Promise<boolean> {
  const file = world.env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return false;
  await appendFile(file, `${markdown.trimEnd()}\n`);
  return true;
}
