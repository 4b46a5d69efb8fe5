import type { PlanOptions, Project } from '@pawl/core';
import { openRunStore } from '@pawl/runner';

import type { World } from '../world.ts';
import { findBaselines, type Cell } from './find-baselines.ts';
import { pairKey } from './pair-key.ts';

/** How long each case took when its baseline was measured, in milliseconds: what shards are balanced by. */
export async function recordedDurations(
  world: World,
  project: Project,
): Promise<NonNullable<PlanOptions['weigh']>> {
  const search = { project, store: openRunStore(project.root), env: world.env };
  const answers = await findBaselines(search, everyCell(project), { baseline: 'file' });
  const known = new Map(
    answers.flatMap((answer) =>
      answer.kind === 'found' ? [[pairKey(answer.set, answer.target), answer.baseline.cases]] : [],
    ),
  );
  return ({ set, case: evalCase, target }) =>
    known.get(pairKey(set.name, target.name))?.get(evalCase.id)?.ms;
}

function everyCell(project: Project): readonly Cell[] {
  return project.sets.flatMap((set) =>
    [...project.targets.keys()].map((target) => ({ set: set.name, target })),
  );
}
