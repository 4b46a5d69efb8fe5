import type { FindingPlace } from '@pawl/core';

import { lacksExpected } from '../lacks-expected.ts';
import { count, percent } from '../numbers.ts';
import { code, join, link, own, quote, say, type Phrase } from '../phrase.ts';
import { command } from './command.ts';
import { nameCase, nameScored } from './where.ts';
import type { FindingOf, Wording } from './wording.ts';

export function wordGuardFailed(finding: FindingOf<'guard-failed'>): Wording {
  const verb = finding.closed ? 're-opens' : 'is still open';
  return {
    message: say`${nameIncident(finding, finding.url)} ${own(verb)}: ${finding.title}; its guard ${nameCase(finding)} ${tellPasses(finding)}`,
    hint: say`Fix it before merging: this happened in production (${own(finding.severity)}) and would happen again. ${readCase(finding)}`,
  };
}

export function wordCriticalFailed(finding: FindingOf<'critical-failed'>): Wording {
  return {
    message: say`A critical case fails: ${nameCase(finding)} ${tellPasses(finding)}`,
    hint: say`Fix it: a critical case must pass on every trial. ${readCase(finding)}`,
  };
}

export function wordGuardMissing(finding: FindingOf<'guard-missing'>): Wording {
  const title = finding.title === undefined ? own('') : say` (${finding.title})`;
  return {
    message: say`${nameIncident(finding, finding.url)}${title} lost its guard: ${nameCase(finding)} was ${own(lostHow[finding.how])}`,
    hint: say`Bring the case back, or prove a new guard with ${code('pawl incident verify')}.`,
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
    message: say`${nameIncident(finding, finding.url)} has no proven guard: ${finding.title}; ${quote(finding.reason)}`,
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

function nameIncident(place: FindingPlace, url: string | undefined): Phrase {
  return place.incident === undefined ? own('An incident') : link(place.incident, url);
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

function readCase(place: FindingPlace): Phrase {
  if (place.case === undefined) return own('');
  return say`Read it: ${command`pawl show <run> ${place.case}`}.`;
}
