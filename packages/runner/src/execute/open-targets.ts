import type { OpenTarget, Plan, Target } from '@pawl/core';

import type { ExecuteIo } from './execute-io.ts';

/** Opens every target of a plan once; when one cannot be opened, the others are closed again. */
export async function openTargets(
  plan: Plan,
  io: Pick<ExecuteIo, 'open'>,
): Promise<ReadonlyMap<string, OpenTarget>> {
  const opened = new Map<string, OpenTarget>();
  try {
    for (const [name, target] of targetsOf(plan)) opened.set(name, await io.open(target));
  } catch (error) {
    await closeTargets(opened);
    throw error;
  }
  return opened;
}

/** Closes what was opened; a target that does not close changes nothing that was measured. */
export async function closeTargets(targets: ReadonlyMap<string, OpenTarget>): Promise<void> {
  await Promise.allSettled([...targets.values()].map(async (target) => target.close?.()));
}

/** The targets of a plan by name. */
function targetsOf(plan: Plan): ReadonlyMap<string, Target> {
  return new Map(plan.parts.flatMap((part) => part.targets).map((target) => [target.name, target]));
}
