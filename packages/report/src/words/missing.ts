import { count, counted, percent } from '../numbers.ts';
import { code, listNames, own, quote, say, type Phrase } from '../phrase.ts';
import { faultHint } from './fault.ts';
import { nameCell, nameScored } from './where.ts';
import type { FindingOf, Wording } from './wording.ts';

export function wordRunUnfinished(finding: FindingOf<'run-unfinished'>): Wording {
  const why = finding.stopped === undefined ? '' : `: ${stopWords[finding.stopped]}`;
  return {
    message: own(
      `The run did not finish: ${count(finding.finished)} of ${counted(finding.planned, 'trial')} are done${why}`,
    ),
    hint: say`Go on where it stopped: ${code('pawl run --resume <run>')}; nothing that was paid for runs twice.`,
  };
}

/** Why a run was stopped before its end. */
export const stopWords = {
  interrupted: 'it was interrupted',
  auth: 'the provider refused the key',
  quota: 'the quota at the provider is used up',
  'rate-limited': 'the provider turned everything away for two minutes',
  'model-missing': 'the provider does not have the model',
  tls: 'the connection to the provider is not trustworthy',
  dns: "the provider's host was not found",
  'provider-down': 'the provider was down',
  budget: 'the budget was spent',
  store: 'the record could not be written',
} as const;

export function wordMissingTrials(finding: FindingOf<'missing-trials'>): Wording {
  const faulted = finding.faulted > 0 ? `${count(finding.faulted)} faulted` : undefined;
  const unscored = finding.unscored > 0 ? `${count(finding.unscored)} unscored` : undefined;
  const missing = Math.round(finding.share * finding.planned);
  const unknown = finding.unknownBefore ?? 0;
  const never = missing - finding.faulted - finding.unscored - unknown;
  const notRun = never > 0 ? `${count(never)} not run` : undefined;
  const before = unknown > 0 ? `${count(unknown)} unknown in the baseline` : undefined;
  const parts = [faulted, unscored, notRun, before].filter((part) => part !== undefined).join(', ');
  const holds = finding.verdictHolds
    ? '; the verdict is the same however they would have ended'
    : '';
  return {
    message: say`Trials are missing: ${nameCell(finding)} has ${own(`${count(Math.max(missing, finding.faulted + finding.unscored + unknown))} of ${counted(finding.planned, 'trial')} without a score (${percent(finding.share)}; ${parts})`)}${listFaults(finding.faults)}${own(holds)}`,
    hint: unknown === missing ? hintUnknown : hintFaults(finding.faults),
  };
}

/** What to do where the baseline has no values. */
export const hintUnknown: Phrase = say`Hold it against a whole run: complete the baseline's with ${code('pawl run --failed')}, or accept another with ${code('pawl baseline accept')}.`;

function listFaults(faults: Readonly<Record<string, number>>): Phrase {
  const kinds = rankFaults(faults);
  if (kinds.length === 0) return own('');
  const shown = kinds.slice(0, 4).map(([kind, many]) => `${kind} ×${count(many)}`);
  return say`: ${shown.join(', ')}${own(kinds.length > 4 ? ' and others' : '')}`;
}

function hintFaults(faults: Readonly<Record<string, number>>): Phrase {
  const first = rankFaults(faults)[0]?.[0];
  const hint = first === undefined ? undefined : faultHint(first);
  const again = say`Run what is missing with ${code('pawl run --failed <run>')}.`;
  return hint === undefined ? again : say`${own(hint)} Then ${code('pawl run --failed <run>')}.`;
}

function rankFaults(faults: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(faults).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

export function wordNothingToJudge(finding: FindingOf<'nothing-to-judge'>): Wording {
  const isUndecided =
    finding.planned > 0 && finding.scorer === undefined && finding.slice === undefined;
  if (isUndecided) return wordUndecided(finding);
  const planned = finding.planned === 0 ? 'no case was planned' : 'no trial gave a score';
  const slice = finding.slice === undefined ? own('') : say` in the slice ${code(finding.slice)}`;
  return {
    message: say`Nothing to judge: ${own(planned)} for ${nameScored(finding)}${slice}`,
    hint: say`Check the filters and the sets with ${code('pawl run --plan')}; an empty run is never green.`,
  };
}

function wordUndecided(finding: FindingOf<'nothing-to-judge'>): Wording {
  return {
    message: say`Nothing decides about ${nameCell(finding)}: all its scorers are advisory`,
    hint: say`Take ${code('advisory: true')} from one of them, or name it in ${code('gate.primary')} of the set.`,
  };
}

export function wordNoBaseline(finding: FindingOf<'no-baseline'>): Wording {
  const floors = finding.floorsOnly ? '; only the floors were judged' : '';
  const looked =
    finding.looked.length === 0 ? own('') : say` (looked in ${listNames(finding.looked, 3)})`;
  return {
    message: say`No baseline yet for ${nameCell(finding)}${looked}${own(floors)}`,
    hint: say`Accept a good run: ${code('pawl baseline accept <run>')}, and commit the file.`,
  };
}

export function wordBadBaseline(finding: FindingOf<'bad-baseline'>): Wording {
  if (finding.defect === 'no-base') return wordUnknownBase(finding);
  return {
    message: say`The baseline of ${nameCell(finding)} cannot be read: ${code(finding.source)} ${tellDefect(finding.defect)}; ${quote(finding.detail)}`,
    hint: say`Restore the file from git, or accept a good run with ${code('pawl baseline accept <run>')}.`,
  };
}

function wordUnknownBase(finding: FindingOf<'bad-baseline'>): Wording {
  return {
    message: say`The base commit of this change is unknown, so the baseline of ${nameCell(finding)} cannot be read: ${quote(finding.detail)}`,
    hint: say`Fetch the branch that the change goes to, or name the commit: ${code('--baseline ref:<commit>')}, or the variable ${code('PAWL_BASE')}.`,
  };
}

const defects: Readonly<Record<string, string>> = {
  corrupt: 'is corrupt',
  truncated: 'is cut short',
  'newer-format': 'was written by a newer Pawl',
  foreign: 'belongs to another set or target',
};

function tellDefect(defect: string): Phrase {
  const words = defects[defect];
  return words === undefined ? say`is ${defect}` : own(words);
}

export function wordStaleBaseline(finding: FindingOf<'stale-baseline'>): Wording {
  const age = counted(Math.round(finding.ageDays), 'day');
  return {
    message: say`The baseline of ${nameCell(finding)} is ${own(`${age} old (limit ${count(finding.maxAgeDays)})`)}: ${code(finding.source)}`,
    hint: say`Measure the accepted configuration again and ${code('pawl baseline accept <run>')}: providers change models under you.`,
  };
}

export function wordPartialRun(): Wording {
  return {
    message: own('Only a chosen part of the sets was run'),
    hint: say`Run without ${code('--case')}, ${code('--tag')} and ${code('--failed')} for a verdict that may become a baseline.`,
  };
}

export function wordCostUnknown(finding: FindingOf<'cost-unknown'>): Wording {
  return {
    message: say`The cost of ${nameCell(finding)} is not known for ${own(counted(finding.trials, 'trial'))}, so the cost budget cannot be judged`,
    hint: say`Give the target a ${code('price')} in ${code('pawl.yaml')}.`,
  };
}

export function wordCutAnswers(finding: FindingOf<'cut-answers'>): Wording {
  return {
    message: say`${nameScored(finding)}: ${own(`${counted(finding.trials, 'answer')} (${percent(finding.share)}) were cut at the length limit`)}`,
    hint: say`Raise ${code('params.maxOutputTokens')}, or ask for shorter answers.`,
  };
}
