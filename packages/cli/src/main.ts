import { exitCodes, isUsageError, type ExitCode } from '@pawl/core';
import { CommanderError } from 'commander';

import { explainUsage } from './explain-usage.ts';
import { buildProgram } from './program.ts';
import type { World } from './world.ts';

/** Runs one command line to its exit code. Writes to the world's streams; never ends the process. */
export async function main(world: World): Promise<ExitCode> {
  const reached: { code?: ExitCode } = {};
  try {
    await buildProgram(world, reached).parseAsync([...world.args], { from: 'user' });
    return reached.code ?? exitCodes.bug;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.pass : exitCodes.usage;
    if (isUsageError(error)) {
      explainUsage(world, error);
      return exitCodes.usage;
    }
    const { explainCorrupt } = await import('./explain-corrupt.ts');
    if (explainCorrupt(world, error)) return exitCodes.inconclusive;
    world.stderr.write(
      `pawl: a bug of ours: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return exitCodes.bug;
  }
}
