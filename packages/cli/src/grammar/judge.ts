import type { Maker } from './command-maker.ts';
import type { GlobalFlags } from './flags.ts';
import { several } from './values.ts';

/** Flags of `judge calibrate`. */
export interface CalibrateFlags extends GlobalFlags {
  readonly scorer?: string;
  readonly label?: readonly string[];
  readonly target?: readonly string[];
  readonly run?: string;
}

const text = (value: string): string => value;

/** The commands about judges. */
export function addJudgeCommands({ program, does }: Maker): void {
  const judge = program
    .command('judge')
    .summary('how far a scorer agrees with people')
    .description('Judges, and every other scorer, held against human labels.');
  const calibrate = judge
    .command('calibrate <set>')
    .description(
      'Holds a scorer of a set against human labels: agreement, kappa, and which way it errs. Records no run; the report shows the results over time.',
    )
    .option('-s, --scorer <name>', 'the scorer to hold against people')
    .option(
      '-l, --label <path>',
      'field of the recorded row with a label (repeatable: one of each person), or the name of a `field` scorer',
      several(text),
    )
    .option('-t, --target <name>', 'only this target (repeatable)', several(text))
    .option('--run <run>', 'score the stored outputs of this run, instead of the recorded targets')
    .addHelpText(
      'after',
      '\nExamples:\n  pawl judge calibrate nq-human-judged --scorer gold\n  pawl judge calibrate support --scorer tone --run latest --label review.by_ann --label review.by_ben',
    );
  does<CalibrateFlags>(
    calibrate,
    async () => (await import('../commands/judge-calibrate.ts')).judgeCalibrate,
  );
}
