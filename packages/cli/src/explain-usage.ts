import type { Problem, UsageError } from '@pawl/core';
import { renderProblems, renderUsageError } from '@pawl/report';

import type { GlobalFlags } from './grammar/flags.ts';
import { canvasOf } from './path/canvas-of.ts';
import type { World } from './world.ts';

/** Says on stderr what the user can mend: every mistake with its place, then what to do. */
export function explainUsage(
  world: World,
  { message, hint, problems }: Pick<UsageError, 'message' | 'hint' | 'problems'>,
): void {
  world.stderr.write(
    renderUsageError({ message, hint, problems }, canvasOf(world, world.stderr, flagsOf(world))),
  );
}

/** Shows mistakes that stop nothing. */
export function explainWarnings(
  world: World,
  flags: GlobalFlags,
  problems: readonly Problem[],
): void {
  if (problems.length === 0 || flags.quiet === true) return;
  world.stderr.write(renderProblems(problems, canvasOf(world, world.stderr, flags)));
}

/** The one flag that counts when the command line itself could not be read. */
function flagsOf(world: World): GlobalFlags {
  return world.args.includes('--no-color') ? { color: false } : {};
}
