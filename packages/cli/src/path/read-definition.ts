import { isUsageError, type Json } from '@pawl/core';

import type { GlobalFlags } from '../grammar/flags.ts';
import type { World } from '../world.ts';
import type { FoundCase } from './find-case.ts';
import { openProject } from './open-project.ts';

/** What the files say of a recorded case today; nothing where it changed since or the files have mistakes. */
export async function readDefinition(
  world: World,
  flags: GlobalFlags,
  { set, stamp }: FoundCase,
): Promise<{ readonly input?: Json; readonly expected?: Json }> {
  try {
    const project = await openProject(world, { ...flags, quiet: true }, [set]);
    const today = project.sets[0]?.cases.find((evalCase) => evalCase.id === stamp.id);
    if (today === undefined || today.hash !== stamp.hash) return {};
    return {
      input: today.input,
      ...(today.expected === undefined ? {} : { expected: today.expected }),
    };
  } catch (error) {
    if (isUsageError(error)) return {};
    throw error;
  }
}
