import { canonicalText, type Comparison } from '@pawl/core';

import { checksum } from './checksum.ts';

/**
 * Identity of exactly one regression for a waiver: set, target, scorer and the cases that were lost. The same
 * regression keeps it from run to run; another lost case makes another one.
 */
export function fingerprintOf(
  comparison: Pick<Comparison, 'set' | 'target' | 'scorer' | 'lostCases'>,
): string {
  const { set, target, scorer, lostCases } = comparison;
  return checksum(canonicalText({ set, target, scorer, lost: [...lostCases] }));
}

/** Identity of one case that failed, for a waiver. */
export function caseFingerprint(place: {
  readonly set: string;
  readonly target: string;
  readonly case: string;
  readonly code: string;
}): string {
  return checksum(canonicalText({ ...place }));
}
