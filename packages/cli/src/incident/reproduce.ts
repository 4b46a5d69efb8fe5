import { makePlan, UsageError, type Incident } from '@pawl/core';
import { isPassed, wilson } from '@pawl/gate';
import type { Reproduction } from '@pawl/report';

import { carryOut } from '../path/carry-out.ts';
import { guardsOf, type GuardCase } from '../path/prove-guards.ts';
import type { Workroom } from '../path/workroom.ts';

/** Runs the configuration of an incident's day k times on each of its guards: how often does it still fail? */
export async function reproduce(
  room: Workroom,
  incident: Incident,
  trials: number,
): Promise<readonly Reproduction[]> {
  const target = targetOf(room, incident);
  const found: Reproduction[] = [];
  for (const guard of guardsOf(room.project, [incident]))
    found.push(await tryAgain(room, guard, { target, trials }));
  return found;
}

function targetOf({ project }: Workroom, { id, configuration }: Incident): string {
  const name = configuration?.['target'];
  if (typeof name === 'string' && project.targets.has(name)) return name;
  const known = [...project.targets.keys()].slice(0, 8).join(', ');
  throw new UsageError(
    'no-configuration',
    typeof name === 'string'
      ? `Incident ${id}: its configuration names target ${name}, which does not exist.`
      : `Incident ${id}: its configuration names no target.`,
    {
      hint: `Declare the configuration of that day as a target in pawl.yaml, and name it in the incident: configuration: { target: … }. Known: ${known}.`,
    },
  );
}

async function tryAgain(
  room: Workroom,
  { set, case: evalCase }: GuardCase,
  wish: { readonly target: string; readonly trials: number },
): Promise<Reproduction> {
  const targets = [room.project.targets.get(wish.target)].filter((one) => one !== undefined);
  const plan = makePlan([{ set, targets }], {
    trials: wish.trials,
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
  const faulted = wish.trials - answered.length;
  const share = answered.length === 0 ? 0 : failed / answered.length;
  const { low, high } = wilson(share, answered.length);
  return { case: evalCase.id, ...wish, failed, faulted, low, high };
}
