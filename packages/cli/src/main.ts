import { exitCodes, isUsageError, type ExitCode } from '@pawl/core';
import { CommanderError, type Command } from 'commander';

import { explainUsage } from './explain-usage.ts';
import { buildProgram } from './program.ts';
import type { World } from './world.ts';

/** Runs one command line to its exit code. Writes to the world's streams; never ends the process. */
export async function main(world: World): Promise<ExitCode> {
  const reached: { code?: ExitCode } = {};
  const program = buildProgram(world, reached);
  try {
    await program.parseAsync([...world.args], { from: 'user' });
    return reached.code ?? exitCodes.bug;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 || isHelp(world.args, program) ? exitCodes.pass : exitCodes.usage;
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

/** `pawl help`, or `pawl help check`: commander ends it like a mistake. */
function isHelp([word, of]: readonly string[], { commands }: Command): boolean {
  return word === 'help' && (of === undefined || commands.some((command) => command.name() === of));
}
