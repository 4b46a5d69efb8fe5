import type { Severity } from '@pawl/core';
import type { Command } from 'commander';

import type { Maker } from './command-maker.ts';
import type { GlobalFlags } from './flags.ts';
import { oneOf, several, share, wholeNumber } from './values.ts';

/** Flags of `incident new`. */
export interface NewIncidentFlags extends GlobalFlags {
  readonly from?: string;
  readonly id?: string;
  readonly title?: string;
  readonly severity?: Severity;
  readonly set?: string;
  readonly case?: string;
  readonly input?: string;
  readonly expected?: string;
  readonly bad?: string;
  readonly good?: string;
  readonly reconstruction?: boolean;
  readonly scorer?: readonly string[];
  readonly tag?: readonly string[];
  readonly keep?: readonly string[];
  readonly owner?: string;
  readonly occurred?: string;
  readonly detected?: string;
  readonly closed?: string;
  readonly postmortem?: string;
  readonly summary?: string;
  readonly rootCause?: string;
  readonly yes?: boolean;
}

/** Flags of `incident verify`. */
export interface VerifyFlags extends GlobalFlags {
  readonly reproduce?: number;
}

/** Flags of `waive`. */
export interface WaiveFlags extends GlobalFlags {
  readonly reason: string;
  readonly why: string;
  readonly owner: string;
  readonly approver?: readonly string[];
  readonly until?: string;
  readonly maxDrop?: number;
  readonly finding?: string;
}

const text = (value: string): string => value;
const severities = ['sev1', 'sev2', 'sev3', 'sev4'] as const;

/** The commands about incidents: incident new, list, show, verify; and waive. */
export function addIncidentCommands(maker: Maker): void {
  const incident = maker.program
    .command('incident')
    .summary('write a failure down as a case, and prove that the case would have caught it')
    .description('Incidents: real failures, the cases that guard them, and the proof.');
  addNew(incident, maker);
  addLooking(incident, maker);
  addWaive(maker);
}

function addNew(incident: Command, { does }: Maker): void {
  const fresh = addPair(
    incident
      .command('new')
      .summary('write an incident and its case, and prove the pair')
      .description(
        'Writes evals/incidents/<id>.yaml and the case that would have caught it, and proves the pair at once; a pair that is not proven yet is written too, and ends with 0. Asks for what is missing when it is started in a terminal. What shows by its form is taken out first: keys, e-mail addresses, telephone, card and account numbers, and names by which somebody introduces themselves (“my name is …”). Other names are not found: read what it wrote before you commit it.',
      ),
  );
  addStory(fresh)
    .option('--reconstruction', 'the bad output is worded after the report, not quoted')
    .option(
      '--keep <text>',
      'this is public and stays, such as the number of your hotline (repeatable)',
      several(text),
    )
    .option('-y, --yes', 'ask nothing')
    .addHelpText(
      'after',
      "\nExamples:\n  pawl incident new\n  pawl incident new --from trace.json --title 'Promised 60 days' --severity sev2 --good 'Within 30 days.'\n  pawl incident new --from run:latest:return-window --title 'Promised 60 days' --severity sev2",
    );
  does<NewIncidentFlags>(
    fresh,
    async () => (await import('../commands/incident-new.ts')).newIncident,
  );
}

/** The failure, and the case that it becomes. */
function addPair(command: Command): Command {
  return command
    .option(
      '--from <source>',
      'a trace (OTLP, OpenInference, OpenAI, Anthropic, chat), or run:<id>:<case>',
    )
    .option('--title <text>', 'what happened, in one line')
    .option(
      '--severity <sev>',
      'sev1 (worst: customers harmed, money or law) to sev4 (cosmetic)',
      oneOf(severities),
    )
    .option('--bad <text>', 'the output that reached production; without it nothing can be proven')
    .option('--good <text>', 'an output that would have been right')
    .option('--input <text>', 'what was asked')
    .option(
      '--expected <text>',
      "what a right answer says, where the set's scorers compare with it",
    )
    .option('--set <name>', 'the eval set that gets the case (default: the only one)')
    .option(
      '--case <id>',
      'id of the case; one that is there already becomes the guard (default: from the title)',
    )
    .option(
      '--scorer <scorer>',
      "as in set.yaml, for example 'contains: 30 days' (repeatable)",
      several(text),
    )
    .option('--tag <tag>', 'tag of the case (repeatable)', several(text))
    .option('--id <id>', 'default: the next INC-number');
}

function addStory(command: Command): Command {
  return command
    .option('--owner <name>', 'who answers for it')
    .option('--occurred <day>', 'when it happened, as 2026-11-02')
    .option('--detected <day>', 'when somebody noticed')
    .option('--closed <day>', 'when it was mended')
    .option('--postmortem <url>', 'where the postmortem stands')
    .option('--summary <text>', 'what happened, in a few sentences')
    .option('--root-cause <text>', 'why it happened');
}

function addLooking(incident: Command, { does }: Maker): void {
  const list = incident
    .command('list')
    .summary('incidents by severity and age, and the state of their guards')
    .description(
      'Lists the incidents: the worst and newest first, with the state of their guards.',
    );
  does<GlobalFlags>(list, async () => (await import('../commands/incident-list.ts')).listIncidents);

  const show = incident
    .command('show <id>')
    .summary('one incident in full, and whom its guards held back')
    .description(
      'Shows one incident: its story, its guards with their proof, and whom they held back.',
    )
    .addHelpText('after', '\nExample:\n  pawl incident show INC-0142');
  does<GlobalFlags>(show, async () => (await import('../commands/incident-show.ts')).showIncident);

  const verify = incident
    .command('verify [id...]')
    .summary('prove that the cases would have caught their incidents')
    .description(
      'Scores the bad output, the good one, silence and an echo of the question with the scorers of each guard. Ends with 1 when a closed incident has no proven guard; with 0 where no incident is written down yet.',
    )
    .option(
      '--reproduce <k>',
      'also run the configuration of that day k times, and tell how often it fails',
      wholeNumber(1),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  pawl incident verify\n  pawl incident verify INC-0142 --reproduce 20',
    );
  does<VerifyFlags>(
    verify,
    async () => (await import('../commands/incident-verify.ts')).verifyIncidents,
  );
}

function addWaive({ program, does }: Maker): void {
  const waive = program
    .command('waive <run> [case...]')
    .summary('accept named regressions of a verdict until a day')
    .description(
      'Writes a waiver for exactly the regression that a verdict found: named cases, a reason, an owner, at most 30 days, and somebody who agreed.',
    )
    .requiredOption(
      '--reason <reason>',
      'accepted-tradeoff, false-positive, will-revert, fixed-in:#123 or tracked:#456',
    )
    .requiredOption('--why <text>', 'the reason in words')
    .requiredOption('--owner <name>', 'who answers for it')
    .option(
      '--approver <name>',
      'who agreed: one at least, two for the guard of a sev1 or sev2 incident (repeatable)',
      several(text),
    )
    .option('--until <day>', 'last day it holds (default: 14 days from now)')
    .option(
      '--max-drop <share>',
      'a further fall is a new regression (default: the fall observed)',
      share,
    )
    .option('--finding <fingerprint>', 'all cases of one finding, instead of naming them')
    .addHelpText(
      'after',
      "\nExample:\n  pawl waive latest tone-angry --reason tracked:#456 --why 'New tone guide, legal signed off' --owner @alice --approver @bob",
    );
  does<WaiveFlags>(waive, async () => (await import('../commands/waive.ts')).waive);
}
