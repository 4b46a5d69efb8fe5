import type { Finding, Severity } from '@pawl/core';
import { waivedCases } from '@pawl/gate';

/** A finding that a waiver can accept, with exactly the cases that it must name. */
export interface Waivable {
  readonly finding: Finding;
  readonly fingerprint: string;
  readonly set: string;
  readonly cases: readonly string[];
  /** People who must agree: two for guards of the two worst severities. */
  readonly approvers: 1 | 2;
}

/** The findings that named cases answer for, in words what they leave, and all cases that are blamed. */
export interface ChosenFindings {
  readonly chosen: readonly Waivable[];
  readonly left: readonly string[];
  readonly blamed: readonly string[];
}

/** Blocking findings whose every case is named; a waiver never accepts a part of a regression. */
export function chooseFindings(
  findings: readonly Finding[],
  named: readonly string[],
): ChosenFindings {
  const waivable = findings.filter(blocks).flatMap((finding) => toWaivable(finding));
  const meant = new Set(named);
  const touched = waivable.filter(({ cases }) => cases.some((id) => meant.has(id)));
  const isWhole = ({ cases }: Waivable): boolean => cases.every((id) => meant.has(id));
  return {
    chosen: touched.filter(isWhole),
    left: touched.filter((one) => !isWhole(one)).map((one) => tellRest(one, meant)),
    blamed: waivable.flatMap(({ cases }) => cases),
  };
}

const blocks = (finding: Finding): boolean =>
  finding.level === 'fail' || (finding.level === 'doubt' && finding.blocking);

function toWaivable(finding: Finding): Waivable[] {
  const { fingerprint, set } = finding;
  const cases = waivedCases(finding);
  if (fingerprint === undefined || set === undefined || cases.length === 0) return [];
  return [{ finding, fingerprint, set, cases, approvers: approversOf(finding) }];
}

function approversOf(finding: Finding): 1 | 2 {
  if (finding.incident === undefined) return 1;
  const severity: Severity = 'severity' in finding ? (finding.severity ?? 'sev1') : 'sev1';
  return severity === 'sev1' || severity === 'sev2' ? 2 : 1;
}

function tellRest({ finding, cases }: Waivable, meant: ReadonlySet<string>): string {
  const rest = cases.filter((id) => !meant.has(id));
  return `${finding.code} also lost ${rest.join(', ')}: name all its cases to waive it, or mend these`;
}
