import type { Command } from 'commander';

import type { Maker } from './command-maker.ts';
import type { CheckFlags, GateFlags, GlobalFlags, RunFlags } from './flags.ts';
import type { CompareFlags } from './records.ts';
import { dollars, oneOf, reporter, several, shard, wholeNumber } from './values.ts';

const text = (value: string): string => value;

/** The commands on the main path: run, gate, check, compare, score. */
export function addRunCommands({ program, does }: Maker): void {
  const check = program
    .command('check [set...]')
    .summary('run, then gate: what CI calls, and you before pushing')
    .description('Runs the eval sets and decides whether they got worse than the baseline.');
  addRunFlags(check);
  addGateFlags(check)
    .option(
      '--confirm <n>',
      'n more trials of every case whose request differs, on both sides, before blocking',
      wholeNumber(1),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  pawl check\n  pawl check support-policy --confirm 3\n  pawl check --against origin/main',
    );
  does<CheckFlags>(check, async () => (await import('../commands/check.ts')).check);

  const run = program
    .command('run [set...]')
    .summary('run eval sets against targets, score and record')
    .description(
      'Runs every case of the eval sets against their targets, scores the outputs and records the run.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  pawl run\n  pawl run gsm8k --target 175b_verification\n  pawl run --tag refunds --trials 3\n  pawl run --resume',
    );
  addRunFlags(run);
  does<RunFlags>(run, async () => (await import('../commands/run.ts')).run);

  addGate({ program, does });
  addCompareAndScore({ program, does });
}

function addGate({ program, does }: Maker): void {
  const gate = program
    .command('gate [run]')
    .summary('hold a run against its baseline and judge; costs nothing')
    .description('Compares a run with its baseline and judges it. Writes verdict.json.')
    .option('--self-test', 'seed defects into sets and policy, and print how many the gate catches')
    .addHelpText(
      'after',
      '\nExamples:\n  pawl gate\n  pawl gate latest --baseline ref:origin/main',
    );
  addGateFlags(gate);
  does<GateFlags>(gate, async () => (await import('../commands/gate.ts')).gate);
}

function addCompareAndScore({ program, does }: Maker): void {
  const compare = program
    .command('compare <a> <b>')
    .summary('any two runs, or two targets of one run; never blocks')
    .description(
      'Compares two runs case by case. Write <run>:<target> to choose a target of a run.',
    )
    .option('--format <form>', 'csv or json instead of a table', oneOf(['csv', 'json']))
    .addHelpText(
      'after',
      '\nExamples:\n  pawl compare 20261101-101500-1a2b latest\n  pawl compare latest:6b_verification latest:175b_finetuning',
    );
  does<CompareFlags>(compare, async () => (await import('../commands/compare.ts')).compare);

  const score = program
    .command('score <run>')
    .summary("score stored outputs again with today's scorers; no target is called")
    .description("Scores the stored outputs of a run again with today's scorers, as a new run.")
    .addHelpText('after', '\nExample:\n  pawl score latest');
  does<GlobalFlags>(score, async () => (await import('../commands/score.ts')).score);
}

function addRunFlags(command: Command): Command {
  return command
    .option('-t, --target <name>', 'only this target (repeatable)', several(text))
    .option('--case <id>', 'only this case (repeatable)', several(text))
    .option('--tag <tag>', 'only cases with this tag (repeatable)', several(text))
    .option('--trials <n>', 'trials of each case', wholeNumber(1))
    .option('-j, --concurrency <n>', 'trials in flight at once', wholeNumber(1))
    .option(
      '--cache <mode>',
      'response cache: use, refresh, off or only',
      oneOf(['use', 'refresh', 'off', 'only']),
    )
    .option('--resume [run]', 'go on with an interrupted run (the newest, or the one named)')
    .option('--max-cost <usd>', 'start no new trial once this much is spent', dollars)
    .option('--shard <i/n>', 'only part i of n of the plan', shard)
    .option('--failed <run>', 'only cases that failed in this run')
    .option('--plan', 'show what would run and what it would cost, and stop')
    .option(
      '--reporter <name[:file]>',
      'terminal, json, junit, github or markdown (repeatable)',
      several(reporter),
    );
}

function addGateFlags(command: Command): Command {
  command
    .option('--baseline <source>', 'auto, file, run:<id>, ref:<git-ref>, a path, or none')
    .option('--against <git-ref>', 'also judge under the definitions of this commit (two rulers)');
  if (!command.options.some((option) => option.long === '--reporter')) {
    command.option(
      '--reporter <name[:file]>',
      'terminal, json, junit, github or markdown (repeatable)',
      several(reporter),
    );
  }
  return command;
}
