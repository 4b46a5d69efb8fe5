import type { Finding } from '@pawl/core';

/** The cases that a finding blames: the one that it is about, or those that its comparison lost. */
export function blamedCases(finding: Finding): readonly string[] {
  if (finding.case !== undefined) return [finding.case];
  return 'comparison' in finding ? finding.comparison.lostCases : [];
}
