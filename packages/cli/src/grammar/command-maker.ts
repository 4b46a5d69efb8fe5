import type { ExitCode } from '@pawl/core';
import type { Command } from 'commander';

import type { World } from '../world.ts';

/** Where a command leaves the code that it reached. */
export interface Reached {
  code?: ExitCode;
}

/** A command's work: its arguments and its flags, to an exit code. */
type Work<Flags> = (world: World, args: readonly string[], flags: Flags) => Promise<ExitCode>;

/** What a group of commands needs to be made. */
export interface Maker {
  readonly program: Command;
  /** Ties work to a command; the work is loaded when the command is called. */
  readonly does: <Flags>(command: Command, load: () => Promise<Work<Flags>>) => void;
}

/** Makes the commands of a program that run in a world. */
export function commandMaker(program: Command, world: World, reached: Reached): Maker {
  return {
    program,
    does: <Flags>(command: Command, load: () => Promise<Work<Flags>>): void => {
      command.action(async () => {
        const work = await load();
        reached.code = await work(world, command.args, command.optsWithGlobals<Flags & object>());
      });
    },
  };
}
