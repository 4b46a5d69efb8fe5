import { Command } from 'commander';

import { commandMaker, type Reached } from './grammar/command-maker.ts';
import { addIncidentCommands } from './grammar/incidents.ts';
import { addJudgeCommands } from './grammar/judge.ts';
import { addProjectCommands } from './grammar/project.ts';
import { addRecordCommands } from './grammar/records.ts';
import { addReportCommands } from './grammar/reports.ts';
import { addRunCommands } from './grammar/runs.ts';
import { harnessVersion } from './harness-version.ts';
import type { World } from './world.ts';

/** The whole command line: commands, flags and their help. The code that is reached goes to `reached`. */
export function buildProgram(world: World, reached: Reached): Command {
  const program = new Command('pawl')
    .description(
      'Runs versioned eval sets against model and prompt configurations, and decides whether a change made the system worse.',
    )
    .version(harnessVersion, '-V, --version', 'print the version')
    .option('--json', 'print one JSON document on stdout')
    .option('--cwd <dir>', 'work as if started in this folder')
    .option('--config <file>', 'another file than pawl.yaml')
    .option('-q, --quiet', 'no progress, only the result')
    .option('--no-color', 'no colours')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
      outputError: (text, write) => write(asTrouble(text)),
    })
    .exitOverride()
    .showHelpAfterError('\n→ Add --help for usage and examples.');
  const maker = commandMaker(program, world, reached);
  addRunCommands(maker);
  addProjectCommands(maker);
  addRecordCommands(maker);
  addReportCommands(maker);
  addIncidentCommands(maker);
  addJudgeCommands(maker);
  for (const command of everyCommand(program))
    command.exitOverride().copyInheritedSettings(program);
  return program;
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)]);
}

/** `error: unknown option` as our other troubles look. */
function asTrouble(text: string): string {
  const said = text.replace(/^error: /, '');
  return `✗ ${said.charAt(0).toUpperCase()}${said.slice(1)}`;
}
