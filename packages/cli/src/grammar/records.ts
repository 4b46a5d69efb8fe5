import type { Maker } from './command-maker.ts';
import type { GlobalFlags } from './flags.ts';
import { oneOf, wholeNumber } from './values.ts';

/** Flags of `baseline accept`. */
export interface AcceptFlags extends GlobalFlags {
  readonly set?: string;
  readonly target?: string;
}

/** Flags of `runs`. */
export interface RunsFlags extends GlobalFlags {
  readonly set?: string;
  readonly format?: 'csv' | 'json';
  readonly limit: number;
}

/** Flags of `compare`. */
export interface CompareFlags extends GlobalFlags {
  readonly format?: 'csv' | 'json';
}

/** Flags of `show`. */
export interface ShowFlags extends GlobalFlags {
  readonly target?: string;
  readonly format?: 'csv' | 'json';
}

/** Flags of `merge`. */
export interface MergeFlags extends GlobalFlags {
  readonly out?: string;
}

/** The commands about what was recorded: show, runs, baseline, merge, cache. */
export function addRecordCommands(maker: Maker): void {
  addLookingCommands(maker);
  addBaselineCommands(maker);
  const { program, does } = maker;
  const merge = program
    .command('merge <dir...>')
    .summary('join the shards of one plan; every trial exactly once, or fail')
    .description(
      'Joins the run folders of all shards of one plan into one run, and proves that every planned trial is there exactly once.',
    )
    .option('--out <dir>', 'also copy the merged run into this folder, as <dir>/<run-id>');
  does<MergeFlags>(merge, async () => (await import('../commands/merge.ts')).merge);

  const cache = program
    .command('cache')
    .summary('what the response cache holds, and saves')
    .description('Shows what the response cache holds.');
  does<GlobalFlags>(cache, async () => (await import('../commands/cache.ts')).showCache);
  const clear = cache.command('clear').description('Empties the response cache.');
  does<GlobalFlags>(clear, async () => (await import('../commands/cache.ts')).clearCache);
}

function addLookingCommands({ program, does }: Maker): void {
  const show = program
    .command('show <run> [case]')
    .summary("a run's table, or one case in full")
    .description(
      "Shows a run's table; with a case: its input, the output of each trial, each scorer's reason, its history.",
    )
    .option('-t, --target <name>', 'only this target')
    .option('--format <form>', 'csv or json instead of a table', oneOf(['csv', 'json']))
    .addHelpText('after', '\nExamples:\n  pawl show latest\n  pawl show latest refund-eu-14d');
  does<ShowFlags>(show, async () => (await import('../commands/show.ts')).show);

  const runs = program
    .command('runs')
    .summary('the history as a table')
    .description('Lists the recorded runs, newest first.')
    .option('--set <name>', 'only runs of this eval set')
    .option('-n, --limit <n>', 'at most this many', wholeNumber(1), 20)
    .option('--format <form>', 'csv or json instead of a table', oneOf(['csv', 'json']))
    .addHelpText(
      'after',
      '\nExamples:\n  pawl runs --set refunds\n  pawl runs -n 500 --format csv',
    );
  does<RunsFlags>(runs, async () => (await import('../commands/runs.ts')).runs);
}

function addBaselineCommands({ program, does }: Maker): void {
  const baseline = program
    .command('baseline')
    .summary('accept or show baselines')
    .description('The accepted values that runs are held against.');
  const accept = baseline
    .command('accept [run]')
    .description("Accepts a run's values as the baseline, and prints what that changes.")
    .option('--set <name>', 'only this eval set')
    .option('-t, --target <name>', 'only this target');
  does<AcceptFlags>(accept, async () => (await import('../commands/baseline.ts')).acceptBaseline);
  const show = baseline
    .command('show [set] [target]')
    .description('Shows the committed baselines.');
  does<GlobalFlags>(show, async () => (await import('../commands/baseline.ts')).showBaselines);
}
