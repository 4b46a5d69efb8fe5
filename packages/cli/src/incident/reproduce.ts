import { makePlan, type Incident, type Target } from '@pawl/core';
import { isPassed, wilson } from '@pawl/gate';
import type { Reproduction } from '@pawl/report';

import { carryOut } from '../path/carry-out.ts';
import { guardsOf, type GuardCase } from '../path/prove-guards.ts';
import type { Workroom } from '../path/workroom.ts';
import { incidentTarget } from './incident-target.ts';

/** Runs the configuration of an incident's day k times on each of its guards: how often does it still fail? */
export async function reproduce(
  room: Workroom,
  incident: Incident,
  trials: number,
): Promise<readonly Reproduction[]> {
  const target = incidentTarget(room.project, incident);
  const found: Reproduction[] = [];
  for (const guard of guardsOf(room.project, [incident]))
    found.push(await tryAgain(room, guard, { target, trials }));
  return found;
}

async function tryAgain(
  room: Workroom,
  { set, case: evalCase }: GuardCase,
  wish: { readonly target: Target; readonly trials: number },
): Promise<Reproduction> {
  const { target, trials } = wish;
  const plan = makePlan([{ set, targets: [target] }], {
    trials,
    keep: (_set, one) => one.id === evalCase.id,
  });
  const cache = room.openCache('use');
  const record = await carryOut(room, plan, { partial: true, cache }).finally(() => cache.close());
  const stamp = record.sets.find(({ name }) => name === set.name);
  const asked = record.cells.flatMap(({ cases }) => cases.flatMap((one) => one.trials));
  const answered = asked.filter((trial) => 'scores' in trial);
  const failed = answered.filter(
    (trial) => stamp !== undefined && !isPassed({ case: evalCase.id, trials: [trial] }, stamp),
  ).length;
  const faulted = trials - answered.length;
  const share = answered.length === 0 ? 0 : failed / answered.length;
  const { low, high } = wilson(share, answered.length);
  return { case: evalCase.id, target: target.name, trials, failed, faulted, low, high };
}
