import type { FindingPlace, RuleChange, Severity } from '@pawl/core';

import { lacksExpected } from '../lacks-expected.ts';
import { count, percent } from '../numbers.ts';
import { address, code, join, link, own, quote, say, type Phrase } from '../phrase.ts';
import { command } from './command.ts';
import { listChanges } from './ruler.ts';
import { nameCase, nameScored } from './where.ts';
import type { FindingOf, Wording } from './wording.ts';

export function wordGuardFailed(finding: FindingOf<'guard-failed'>): Wording {
  const verb = finding.closed || finding.passedBefore === true ? 're-opens' : 'is still open';
  return {
    message: say`${nameIncident(finding)} ${own(verb)}: ${finding.title}${address(finding.url)}; its guard ${nameCase(finding)} ${tellPasses(finding)}${tellHidden(finding.edits)}`,
    hint: say`Fix it before merging: this happened in production (${own(finding.severity)}) and would happen again. ${readCase(finding)}`,
  };
}

export function wordCriticalFailed(finding: FindingOf<'critical-failed'>): Wording {
  return {
    message: say`A critical case fails: ${nameCase(finding)} ${tellPasses(finding)}${tellHidden(finding.edits)}`,
    hint: say`Fix it: a critical case must pass on every trial. ${readCase(finding)}`,
  };
}

export function wordGuardMissing(finding: FindingOf<'guard-missing'>): Wording {
  const { title, url, how } = finding;
  const about = title === undefined ? own('') : say`, ${title}${address(url)},`;
  return {
    message: say`${nameIncident(finding)}${about} lost its guard: ${nameCase(finding)} was ${own(lostHow[how])}`,
    hint: say`Bring the case back as it was, and put a new guard beside it, proven with ${code('pawl incident verify')}.`,
  };
}

const lostHow = {
  removed: 'removed',
  disabled: 'disabled',
  rescored: 'changed in what it asks or how it is scored',
  unlinked: 'unlinked from the incident',
} as const;

export function wordGuardUnproven(finding: FindingOf<'guard-unproven'>): Wording {
  return {
    message: say`${nameIncident(finding)} has no proven guard: ${finding.title}${address(finding.url)}; ${quote(finding.reason)}`,
    hint: say`${tellMend(finding.reason)}; then ${code('pawl incident verify')}.`,
  };
}

function tellMend(reason: string): Phrase {
  if (reason === 'stale')
    return own('Its case or its scorers changed since it was proven: look at them');
  if (lacksExpected(reason)) return say`Give the case its expected answer (${code('expected')})`;
  const [, side] = /no (bad|good) output is recorded/u.exec(reason) ?? [];
  if (side !== undefined) return own(`Give the incident its ${side} output`);
  return own('Mend the case or its scorers');
}

export function wordBelowMinimum(finding: FindingOf<'below-minimum'>): Wording {
  const slice = finding.slice === undefined ? own('') : say` in the slice ${code(finding.slice)}`;
  const what = finding.on === 'mean' ? 'scores' : 'can be as low as';
  return {
    message: say`Below its floor: ${nameScored(finding)}${slice} ${own(`${what} ${percent(finding.share)}, minimum ${percent(finding.minimum)}`)}`,
    hint: say`Raise the score; the floor stands in ${code('gate.minimum')} and is a promise.`,
  };
}

/** The incident with its severity, as a link where the sink has links. */
function nameIncident(finding: Incidental): Phrase {
  const { incident, url, severity } = finding;
  const name = incident === undefined ? own('An incident') : link(incident, url);
  return severity === undefined ? name : say`${name} (${own(severity)})`;
}

interface Incidental extends FindingPlace {
  readonly severity?: Severity;
  readonly url?: string;
}

function tellPasses(finding: {
  readonly passed: number;
  readonly trials: number;
  readonly scorers: readonly string[];
}): Phrase {
  const trials = finding.trials === 1 ? 'trial' : 'trials';
  const text = own(`passed ${count(finding.passed)} of ${count(finding.trials)} ${trials}`);
  if (finding.scorers.length === 0) return text;
  return say`${text} (${join(
    finding.scorers.slice(0, 3).map((scorer) => code(scorer)),
    ', ',
  )})`;
}

/** What hides the failure: it is one under the old definitions alone. */
function tellHidden(edits: readonly RuleChange[] | undefined): Phrase {
  if (edits === undefined) return own('');
  const because = edits.length === 0 ? own('the edits of the eval set') : listChanges(edits);
  return say` under the old definitions; the new ones pass because of ${because}`;
}

function readCase(place: FindingPlace): Phrase {
  if (place.case === undefined) return own('');
  return say`Read it: ${command`pawl show <run> ${place.case}`}.`;
}
