import { exitCodes, type ExitCode } from '@pawl/core';
import { renderPlan } from '@pawl/report';

import type { RunFlags } from '../grammar/flags.ts';
import { canvasOf } from './canvas-of.ts';
import { estimateCosts } from './estimate-costs.ts';
import type { Work } from './open-work.ts';
import { jsonText } from './write-reports.ts';

/** Shows what would run and what it would cost; nothing is run. */
export async function showPlan({ room, plan }: Work, flags: RunFlags): Promise<ExitCode> {
  const { world, project } = room;
  const estimate = await estimateCosts(room, plan);
  const maxCostUsd = flags.maxCost ?? project.maxCostUsd;
  if (flags.json === true) {
    const cells = plan.parts.flatMap(({ set, targets, cases }) =>
      targets.map((target) => ({
        set: set.name,
        setVersion: set.version,
        target: target.name,
        cases: cases.length,
        trials: cases.reduce((sum, planned) => sum + planned.trials, 0),
        estimatedCost: estimate(set.name, target.name),
      })),
    );
    world.stdout.write(jsonText({ format: 1, planned: plan.planned, cells }));
    return exitCodes.pass;
  }
  const budget = maxCostUsd === undefined ? {} : { maxCostUsd };
  world.stdout.write(
    renderPlan({ plan, estimate, ...budget }, canvasOf(world, world.stdout, flags)),
  );
  return exitCodes.pass;
}
