import { z } from 'zod';

import { isApiError } from '../api-error.ts';
import type { Api } from '../api.ts';
import type { Place } from '../trigger.ts';
import type { World } from '../world.ts';

const runs = z.object({
  workflow_runs: z.array(
    z.object({ id: z.number(), name: z.string().nullish(), status: z.string().nullable() }),
  ),
});

const pollMs = 15_000;

/** Waits while a run of this workflow measures a commit; true when one ended. Without `actions: read`, never waits. */
export async function awaitMeasurement(
  commit: string,
  {
    api,
    place,
    world,
    deadline,
  }: {
    readonly api: Api;
    readonly place: Place;
    readonly world: World;
    /** Epoch milliseconds. */
    readonly deadline: number;
  },
): Promise<boolean> {
  let waited = false;
  while (!world.signal.aborted && world.now().getTime() < deadline) {
    if (!(await isUnderWay(api, place, commit))) return waited;
    if (!waited) world.log(`Waiting for the run that measures ${commit.slice(0, 12)}.`);
    waited = true;
    await world.wait(Math.min(pollMs, deadline - world.now().getTime()));
  }
  return waited;
}

async function isUnderWay(api: Api, place: Place, commit: string): Promise<boolean> {
  try {
    const route = 'GET /repos/{owner}/{repo}/actions/runs';
    const found = await api.ask(runs, route, { head_sha: commit, per_page: 100 });
    return found.workflow_runs.some(
      (run) => run.name === place.workflow && run.id !== place.runId && run.status !== 'completed',
    );
  } catch (error) {
    if (isApiError(error)) return false;
    throw error;
  }
}
