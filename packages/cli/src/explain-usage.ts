import { formatPlace, type Problem, type UsageError } from '@pawl/core';

import type { World } from './world.ts';

/** Says on stderr what the user can mend: every mistake with its place, then what to do. */
export function explainUsage(world: World, error: UsageError): void {
  for (const problem of error.problems) world.stderr.write(`${explainProblem(problem)}\n`);
  world.stderr.write(`pawl: ${error.message}\n`);
  if (error.hint !== undefined) world.stderr.write(`      ${error.hint}\n`);
}

/** One mistake on one line, with its hint indented below. */
export function explainProblem(problem: Problem): string {
  const line = `${formatPlace(problem.place)}: ${problem.severity === 'warning' ? 'warning: ' : ''}${problem.message}`;
  return problem.hint === undefined ? line : `${line}\n    ${problem.hint}`;
}
