import type { Command } from 'commander';

import type { Maker } from './command-maker.ts';
import type { GlobalFlags } from './flags.ts';
import { several, since, wholeNumber } from './values.ts';

/** Flags of every page for people. */
export interface PageFlags extends GlobalFlags {
  /** `30d`, `4w` or a date; left out: the last review, else 30 days. */
  readonly since?: string;
  /** Folders of downloaded artifacts. */
  readonly from?: readonly string[];
}

/** Flags of `report`. */
export interface ReportFlags extends PageFlags {
  readonly out?: string;
  readonly badge?: string;
}

/** Flags of `review`. */
export interface ReviewFlags extends PageFlags {
  readonly out?: string;
  readonly record?: string;
}

/** Flags of `memo`. */
export interface MemoFlags extends GlobalFlags {
  readonly out?: string;
  readonly check?: string;
  readonly title?: string;
}

/** Flags of `view`. */
export interface ViewFlags extends PageFlags {
  readonly port?: number;
}

const text = (value: string): string => value;

/** The commands whose results people read: report, review, memo, view. */
export function addReportCommands({ program, does }: Maker): void {
  const report = program
    .command('report')
    .summary('the trend report: one self-contained HTML file')
    .description(
      'Writes the trend report of all recorded runs: one HTML file that needs nothing else.',
    )
    .option('--out <file>', 'where it is written', 'pawl-report.html')
    .option('--badge <file>', 'also write a badge endpoint file (JSON as shields.io reads it)');
  addPeriod(report).addHelpText(
    'after',
    '\nExamples:\n  pawl report\n  pawl report --since 30d --out report.html\n  pawl report --from downloads/',
  );
  does<ReportFlags>(report, async () => (await import('../commands/report.ts')).report);

  const review = program
    .command('review')
    .summary("the eval review's agenda, ordered by decision needed")
    .description(
      "Writes the eval review's agenda as Markdown and HTML; --record keeps what the meeting decided.",
    )
    .option('--out <file>', 'write the agenda here, .md and .html (default: Markdown on stdout)')
    .option(
      '--record <file>',
      'store these decisions as a committed file that the next review starts from',
    );
  addPeriod(review).addHelpText(
    'after',
    '\nExamples:\n  pawl review --since 30d\n  pawl review --out agenda.md\n  pawl review --record agenda.md',
  );
  does<ReviewFlags>(review, async () => (await import('../commands/review.ts')).review);
  addMemoAndView({ program, does });
}

function addMemoAndView({ program, does }: Maker): void {
  const memo = program
    .command('memo [run...]')
    .summary('a one-page decision memo whose every number points into a record')
    .description(
      'Writes a decision memo of runs, or of targets of one run (<run>:<target>), side by side.',
    )
    .option('--out <file>', 'write it here (default: stdout)')
    .option('--title <text>', 'the decision in words')
    .option('--check <file>', 'fail when a number of this memo no longer holds')
    .addHelpText(
      'after',
      '\nExamples:\n  pawl memo latest --out memo.md\n  pawl memo latest:175b_finetuning latest:175b_verification\n  pawl memo --check memo.md',
    );
  does<MemoFlags>(memo, async () => (await import('../commands/memo.ts')).memo);

  const view = program
    .command('view')
    .summary('the report, served on loopback, live')
    .description(
      'Serves the report of the local runs on 127.0.0.1, live while a run is going. Writes nothing.',
    )
    .option('--port <n>', 'this port (default: any free one)', wholeNumber(0));
  addPeriod(view);
  does<ViewFlags>(view, async () => (await import('../commands/view.ts')).view);
}

function addPeriod(command: Command): Command {
  return command
    .option('--since <when>', '30d, 4w or a date (default: the last review, else 30 days)', since)
    .option(
      '--from <dir>',
      'also the runs in this folder of downloaded artifacts (repeatable)',
      several(text),
    );
}
