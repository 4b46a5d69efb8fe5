import type { RuleChange } from '@pawl/core';

import { count, counted } from '../numbers.ts';
import { code, join, listNames, own, quote, say, type Phrase } from '../phrase.ts';
import { tellComparison } from './comparison.ts';
import { nameCell } from './where.ts';
import type { FindingOf, Wording } from './wording.ts';

export function wordCases(
  finding: FindingOf<'cases-added' | 'cases-changed' | 'cases-rescored'>,
): Wording {
  const one = finding.cases.length === 1;
  const what = {
    'cases-added': `${one ? 'is' : 'are'} new, without a partner in the baseline`,
    'cases-changed': `changed, so the baseline has no partner for ${one ? 'it' : 'them'}`,
    'cases-rescored': `${one ? 'is' : 'are'} scored by other rules than before, and so ${one ? 'was its' : 'were their'} accepted ${one ? 'output' : 'outputs'}`,
  }[finding.code];
  return {
    message: say`${own(counted(finding.cases.length, 'case'))} of ${nameCell(finding)} ${own(what)}: ${listNames(finding.cases)}`,
    ...hintFor(finding),
  };
}

function hintFor(finding: FindingOf<'cases-added' | 'cases-changed' | 'cases-rescored'>): {
  readonly hint?: Phrase;
} {
  if (finding.code === 'cases-changed' && finding.blocking) return { hint: hintEdits };
  return finding.code === 'cases-rescored' && finding.level === 'doubt'
    ? { hint: hintScorers }
    : {};
}

const hintScorers = say`New scorers can hide what the old ones saw: lay on both with ${code('pawl check --against main')}.`;

const hintEdits = say`An edit can hide what it excuses: lay on the old definitions as well with ${code('pawl check --against main')}, or accept the edits by name with ${code('pawl waive')}.`;

export function wordCasesRemoved(finding: FindingOf<'cases-removed'>): Wording {
  const verb = finding.cases.length === 1 ? 'was' : 'were';
  return {
    message: say`${own(counted(finding.cases.length, 'case'))} of ${nameCell(finding)} ${own(`${verb} removed (allowed: ${count(finding.allowed)})`)}: ${listNames(finding.cases)}`,
    hint: say`Bring them back, or raise ${code('gate.maxRemoved')} in a change of its own.`,
  };
}

export function wordRulesChanged(finding: FindingOf<'rules-changed'>): Wording {
  const weaker = finding.changes.some((change) => change.direction === 'weaker');
  const told = finding.changes.some(isPolicy) ? "; the baseline's rules judged" : '';
  return {
    message: say`This change ${own(weaker ? 'loosens' : 'edits')} the rules of ${nameCell(finding)}: ${listChanges(finding.changes)}${own(told)}`,
    ...(weaker
      ? { hint: own('Change the rules in a pull request of their own, with the owner of the set.') }
      : {}),
  };
}

/** Rules of the policy judge as the base has them; scorers and cases are the branch's own. */
const isPolicy = ({ what }: RuleChange): boolean => !/^(?:scorer|case|trials of case) /u.test(what);

export function wordMaskedRegression(finding: FindingOf<'masked-regression'>): Wording {
  const edits =
    finding.edits.length === 0 ? own('the edits of the eval set') : listChanges(finding.edits);
  return {
    message: say`Worse, and hidden by an edit of the eval set: under the old definitions ${tellComparison(finding.old, finding)}; the new ones pass because of ${edits}`,
    hint: own('Mend the behaviour, or change the eval set in a pull request of its own.'),
  };
}

export function wordStricterSet(finding: FindingOf<'stricter-set'>): Wording {
  return {
    message: say`The eval set ${nameCell(finding)} became stricter: ${listChanges(finding.edits)}; what fails now also failed before`,
  };
}

export function wordEditedLosses(finding: FindingOf<'edited-losses'>): Wording {
  const verbs = finding.cases.length === 1 ? ['fails', 'passes'] : ['fail', 'pass'];
  return {
    message: say`${own(counted(finding.cases.length, 'case'))} of ${nameCell(finding)} ${own(`${verbs[0] ?? ''} under the old definitions and ${verbs[1] ?? ''} under the edited ones`)}: ${listNames(finding.cases)}; ${listChanges(finding.edits)}`,
    hint: say`If the behaviour was meant to change, say so in the pull request; a case marked ${code('critical')} holds such an edit back.`,
  };
}

export function wordRulerNotMeasured(finding: FindingOf<'ruler-not-measured'>): Wording {
  return {
    message: say`The old and the new definitions of ${nameCell(finding)} could not both be measured: ${quote(finding.reason)}`,
    ...(finding.blocking ? { hint: hintRuler } : {}),
  };
}

const hintRuler = say`Fetch the base commit and lay on its definitions: ${code('pawl check --against main')}.`;

/** At most four changes with their values, the weaker ones first. */
export function listChanges(changes: readonly RuleChange[]): Phrase {
  const ranked = changes.toSorted(
    (a, b) => Number(b.direction === 'weaker') - Number(a.direction === 'weaker'),
  );
  const shown = join(ranked.slice(0, 4).map(tellChange), ', ');
  const left = changes.length - 4;
  return left > 0 ? say`${shown} ${own(`and ${left} more`)}` : shown;
}

function tellChange(change: RuleChange): Phrase {
  const { what, before, after } = change;
  if (before === undefined && after === undefined) return say`${what}`;
  if (before === undefined) return say`${what} added (${after ?? ''})`;
  if (after === undefined) return say`${what} removed (was ${before})`;
  return say`${what} ${before} → ${after}`;
}
