import type { Finding, Outcome } from '@pawl/core';

/** Fail beats inconclusive beats pass; a note never changes it. */
export function outcomeOf(findings: readonly Finding[]): Outcome {
  if (findings.some((one) => one.level === 'fail')) return 'fail';
  return findings.some((one) => one.level === 'doubt' && one.blocking) ? 'inconclusive' : 'pass';
}
