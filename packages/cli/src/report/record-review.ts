import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { UsageError, writeYaml, type Json } from '@pawl/core';
import { parseReviewFile, type ReviewFile } from '@pawl/report/pages';
import { findProject } from '@pawl/runner';

import type { GlobalFlags } from '../grammar/flags.ts';
import { isThere } from '../path/is-there.ts';
import { workingFolder } from '../path/open-project.ts';
import type { World } from '../world.ts';
import { evalsFolder } from './evals-folder.ts';
import { writePage } from './write-page.ts';

/** Stores what a meeting decided as `evals/reviews/<date>.yaml`; a review that is there is never overwritten. */
export async function recordReview(
  world: World,
  flags: GlobalFlags,
  asked: string,
): Promise<{ readonly file: string; readonly decisions: number }> {
  const cwd = workingFolder(world, flags);
  const { root } = await findProject(cwd, flags.config);
  const review = await readDecisions(resolve(cwd, asked), asked);
  const name = join(await evalsFolder(world, flags), 'reviews', `${review.date}.yaml`);
  const file = join(root, name);
  if (await isThere(file)) {
    throw new UsageError('review-exists', `${name} is recorded already.`, {
      hint: 'Edit that file, or give the review another date.',
    });
  }
  const data: Json = JSON.parse(JSON.stringify(review));
  await writePage(file, writeYaml(data));
  return { file: name, decisions: review.decisions.length };
}

async function readDecisions(path: string, asked: string): Promise<ReviewFile> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new UsageError('no-review-file', `There is no ${asked}.`, {
      hint: 'Write the agenda with `pawl review --out agenda.md`, fill in its decisions, and name it here.',
    });
  }
  const { value, problems } = parseReviewFile(text, asked);
  if (value !== undefined && problems.every(({ severity }) => severity === 'warning')) return value;
  throw new UsageError('bad-review', `${asked} holds no decisions that can be read.`, {
    problems,
    hint: 'Fill in the form that `pawl review` prints at its end.',
  });
}
