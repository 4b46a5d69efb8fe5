import type { Comparison, ComparisonReason, FindingPlace } from '@pawl/core';

import { counted } from '../numbers.ts';
import { code, listNames, own, say, type Phrase } from '../phrase.ts';
import { isWorseWithin, tellEvidence, tellSight } from './comparison-numbers.ts';
import { hintUnknown } from './missing.ts';
import { nameComparison } from './where.ts';
import type { FindingOf, Wording } from './wording.ts';

const showRun = code('pawl show <run>');

export function wordRegressed(finding: FindingOf<'regressed'>): Wording {
  const { comparison } = finding;
  return {
    message: say`Worse: ${tellComparison(comparison, finding)}`,
    hint: say`Fix ${tellLost(comparison)}, or accept the loss with ${code('pawl waive')}.`,
  };
}

export function wordSliceWorse(finding: FindingOf<'slice-worse'>): Wording {
  const { comparison } = finding;
  return {
    message: say`Worse in a slice: ${tellComparison(comparison, finding)}`,
    hint: say`Fix ${tellLost(comparison)}, or accept the loss with ${code('pawl waive')}.`,
  };
}

export function wordLeaningWorse(finding: FindingOf<'leaning-worse'>): Wording {
  const { comparison } = finding;
  return {
    message: say`Probably worse: ${tellComparison(comparison, finding)}`,
    hint: say`Measure both sides again with ${code('pawl check --confirm 3')}, fix ${tellLost(comparison)}, or accept the loss with ${code('pawl waive')}.`,
  };
}

export function wordUnsure(finding: FindingOf<'unsure'>): Wording {
  const { comparison } = finding;
  const sight = tellSight(comparison);
  const reasons = tellReasons(comparison.reasons, comparison);
  const because = reasons.length === 0 ? own('') : say`; ${reasons}`;
  return {
    message: say`Not sure: ${tellComparison(comparison, finding)}${because}${own(sight === undefined ? '' : `. ${sight}`)}`,
    hint: tellMoreEvidence(comparison),
  };
}

function tellMoreEvidence(comparison: Comparison): Phrase {
  if (isClustered(comparison) && comparison.reasons.length > 0)
    return own(
      'Add cases that belong to no cluster that is there already; ten groups are the least.',
    );
  if (comparison.needed <= comparison.pairs) {
    return say`Run more trials with ${code('pawl check --confirm 3')}, or add cases.`;
  }
  const needed = counted(comparison.needed, 'case');
  return say`Add cases: this margin needs at least ${own(needed)}; or widen the margin that the set declares.`;
}

export function wordHeld(finding: FindingOf<'held'>): Wording {
  const { comparison } = finding;
  if (comparison.worse === 0 && comparison.lost === 0) {
    return {
      message: say`Nothing got worse on ${own(counted(comparison.pairs, 'case'))}: ${nameComparison(comparison, finding)}`,
    };
  }
  const word = own(isWorseWithin(comparison) ? 'Worse, within the margin' : 'Held');
  return { message: say`${word}: ${tellComparison(comparison, finding)}` };
}

export function wordImproved(finding: FindingOf<'improved'>): Wording {
  return { message: say`Better: ${tellComparison(finding.comparison, finding)}` };
}

export function wordNotComparable(finding: FindingOf<'not-comparable'>): Wording {
  const { comparison } = finding;
  const reasons = tellReasons(comparison.reasons, comparison);
  return {
    message: say`Not comparable: ${nameComparison(comparison, finding)}; ${reasons.length === 0 ? own('the two sides do not measure the same') : reasons}`,
    hint: hintComparable(comparison),
  };
}

/** Stored outputs can be scored again; where there are none, the accepted configuration is measured anew. */
function hintComparable({ reasons, unknownBefore = 0 }: Comparison): Phrase {
  if (reasons.includes('incomplete')) return unknownBefore > 0 ? hintUnknown : hintMissing;
  const again = say`measure the accepted configuration again under these definitions, then ${code('pawl baseline accept')}.`;
  const scorers = reasons.some(
    (reason) => reason.startsWith('scorer') || reason === 'judge-changed',
  );
  return scorers
    ? say`Keep the accepted run in ${code('.pawl/runs')}, so that its outputs can be scored again; or ${again}`
    : say`Lay on the old definitions with ${code('pawl check --against main')}, or ${again}`;
}

const hintMissing = say`Mend what left the trials without a score, then run them again: ${code('pawl run --failed <run>')}.`;

/** The comparison's place and its numbers. */
export function tellComparison(comparison: Comparison, place: FindingPlace): Phrase {
  return say`${nameComparison(comparison, place)} ${own(tellEvidence(comparison))}`;
}

function tellLost(comparison: Comparison): Phrase {
  if (comparison.lostCases.length === 0) return say`the cases that ${showRun} lists`;
  return listNames(comparison.lostCases, 3);
}

type CaseNumbers = Pick<Comparison, 'clusters' | 'pairs' | 'needed'>;

/** Why a comparison says less than it might, in words. */
function tellReasons(reasons: readonly ComparisonReason[], comparison: CaseNumbers): Phrase {
  return own(reasons.map((reason) => tellReason(reason, comparison)).join('; '));
}

function tellReason(reason: ComparisonReason, comparison: CaseNumbers): string {
  switch (reason) {
    case 'no-pairs':
      return 'the two sides have no case in common';
    case 'scorer-changed':
      return 'the scorer was changed';
    case 'scorer-missing':
      return 'one side was not scored by this scorer';
    case 'judge-changed':
      return 'the judge is another one';
    case 'too-few-cases':
      if (isClustered(comparison)) return tellTooFewGroups(comparison);
      return `${counted(comparison.pairs, 'case')} ${comparison.pairs === 1 ? 'is' : 'are'} too few for this margin (${comparison.needed} needed)`;
    case 'too-few-clusters':
      return tellTooFewGroups(comparison);
    case 'cannot-estimate':
      return 'the difference cannot be estimated';
    case 'incomplete':
      return 'no case has a score on both sides, because trials are missing';
    case 'rescored':
      return 'stored outputs of the baseline were scored again';
  }
}

const leastGroups = 10;

/** Cases that share a cluster count together: their number is not what is too small. */
function tellTooFewGroups({ clusters, pairs, needed }: CaseNumbers): string {
  const groups = counted(clusters, 'independent group');
  if (clusters < leastGroups)
    return `${groups} of cases ${clusters === 1 ? 'is' : 'are'} too few (${leastGroups} needed)`;
  return `${counted(pairs, 'case')} in ${groups} count as fewer than the ${needed} cases that this margin needs`;
}

const isClustered = ({ clusters, pairs }: CaseNumbers): boolean => clusters < pairs;

/** A comparison in one sentence, its state first. */
export function phraseComparison(comparison: Comparison): Phrase {
  const { scorer } = comparison;
  const finding = { level: 'note', blocking: false, scorer, comparison } as const;
  switch (comparison.state) {
    case 'regressed':
      return wordRegressed({ ...finding, code: 'regressed' }).message;
    case 'improved':
      return wordImproved({ ...finding, code: 'improved' }).message;
    case 'held':
      return wordHeld({ ...finding, code: 'held' }).message;
    case 'unsure':
      return wordUnsure({ ...finding, code: 'unsure' }).message;
    case 'not-comparable':
      return wordNotComparable({ ...finding, code: 'not-comparable' }).message;
  }
}
