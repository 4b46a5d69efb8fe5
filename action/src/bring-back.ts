import { cp, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import type { Inputs } from './inputs.ts';
import { readResults } from './results/read-results.ts';
import { isResultsError } from './results/results-error.ts';
import type { World } from './world.ts';

/**
 * On a later attempt of the same workflow run, the unfinished run that an earlier attempt left in the results folder:
 * put back where `pawl` looks for it. Undefined where there is none of this commit and these sets; whether the plan is
 * still the same, `pawl` itself decides.
 */
export async function bringBack(inputs: Inputs, world: World): Promise<string | undefined> {
  if (Number(world.env['GITHUB_RUN_ATTEMPT'] ?? '1') < 2) return undefined;
  const commit = world.env['GITHUB_SHA'] ?? '';
  const names = await readdir(inputs.results).catch(() => []);
  for (const name of names.toSorted((a, b) => (a < b ? 1 : -1))) {
    const run = join(inputs.results, name);
    if (!(await isUnfinished(run, { commit, sets: inputs.sets, name }))) continue;
    const home = join(inputs.root, '.pawl', 'runs', name);
    if (resolve(home) !== resolve(run)) await cp(run, home, { recursive: true });
    world.log(`Going on with the run ${name} of the earlier attempt.`);
    return name;
  }
  return undefined;
}

interface Wanted {
  readonly commit: string;
  readonly sets: readonly string[];
  readonly name: string;
}

async function isUnfinished(run: string, { commit, sets, name }: Wanted): Promise<boolean> {
  try {
    const record = await readResults(run, { commits: [commit] });
    const there = new Set(record.sets.map((set) => set.name));
    const same =
      sets.length === 0 || (sets.length === there.size && sets.every((one) => there.has(one)));
    const whole = record.finishedAt !== undefined && record.stopped === undefined;
    return record.runId === name && record.partial !== true && same && !whole;
  } catch (error) {
    if (isResultsError(error)) return false;
    throw error;
  }
}
