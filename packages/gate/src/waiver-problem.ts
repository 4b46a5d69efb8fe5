import type { Finding, Waiver } from '@pawl/core';

import { daysBetween } from './days-between.ts';
import type { GateEvidence } from './evidence.ts';

/** What is wrong with a waiver. */
export interface WaiverProblem {
  /** `stale`: no finding of this run has its fingerprint. */
  readonly kind: 'expired' | 'invalid' | 'stale';
  readonly why: string;
}

interface WaiverContext {
  readonly found: readonly Finding[];
  readonly evidence: GateEvidence;
}

const reasons = /^(?:accepted-tradeoff|false-positive|will-revert|fixed-in:\S+|tracked:\S+)$/u;

/** Days that a waiver may hold at most. */
const longest = 30;

/** The first thing that is wrong with a waiver; `undefined` when it holds. */
export function waiverProblem(waiver: Waiver, context: WaiverContext): WaiverProblem | undefined {
  const why = malformed(waiver) ?? unknownCase(waiver, context) ?? overWide(waiver, context);
  if (why !== undefined) return { kind: 'invalid', why };
  const left = daysBetween(context.evidence.at.slice(0, 10), waiver.until);
  if (left === undefined || left < 0) return { kind: 'expired', why: `until ${waiver.until}` };
  if (left > longest) return { kind: 'invalid', why: `holds more than ${longest} days` };
  const named = namedBy(waiver, context.found);
  const approvers = approversNeeded(waiver, context);
  if (new Set(waiver.approvers).size < approvers) {
    return { kind: 'invalid', why: `a guard needs ${approvers} approvers` };
  }
  return named.length === 0 && wasJudged(waiver, context)
    ? { kind: 'stale', why: 'no finding of this run has its fingerprint' }
    : undefined;
}

function malformed(waiver: Waiver): string | undefined {
  if (waiver.cases.length === 0) return 'names no case';
  if (waiver.cases.some((id) => id.includes('*'))) return 'names cases by a pattern';
  if (!reasons.test(waiver.reason)) return `${waiver.reason} is not one of the reasons`;
  if (waiver.why.trim() === '' || waiver.owner.trim() === '') return 'lacks its why or its owner';
  const held = waiver.created === undefined ? 0 : daysBetween(waiver.created, waiver.until);
  return held === undefined || held > longest ? `holds more than ${longest} days` : undefined;
}

function unknownCase(waiver: Waiver, { evidence }: WaiverContext): string | undefined {
  const set = evidence.record.sets.find((one) => one.name === waiver.set);
  if (set === undefined) return undefined;
  const known = new Set(set.cases.map((stamp) => stamp.id));
  for (const answer of evidence.baselines) {
    if (answer.kind !== 'found' || answer.set !== waiver.set) continue;
    for (const id of answer.baseline.cases.keys()) known.add(id);
  }
  const stranger = waiver.cases.find((id) => !known.has(id));
  return stranger === undefined ? undefined : `no case is named ${stranger}`;
}

/** A waiver may name no case that the regression it accepts did not lose. */
function overWide(waiver: Waiver, { found }: WaiverContext): string | undefined {
  const named = namedBy(waiver, found);
  if (named.length === 0) return undefined;
  const lost = new Set(named.flatMap((finding) => waivedCases(finding)));
  const extra = waiver.cases.find((id) => !lost.has(id));
  return extra === undefined ? undefined : `case ${extra} is not part of the regression`;
}

function namedBy(waiver: Waiver, found: readonly Finding[]): Finding[] {
  return found.filter(
    (finding) => finding.fingerprint === waiver.fingerprint && finding.set === waiver.set,
  );
}

/** Guards of the two worst severities ask for two people. */
function approversNeeded(waiver: Waiver, { found, evidence }: WaiverContext): number {
  const worst = namedBy(waiver, found).some((finding) => {
    const incident = evidence.incidents?.find((one) => one.id === finding.incident);
    const severity = incident?.severity ?? 'sev1';
    return finding.incident !== undefined && (severity === 'sev1' || severity === 'sev2');
  });
  return worst ? 2 : 1;
}

const wasJudged = (waiver: Waiver, { evidence }: WaiverContext): boolean =>
  evidence.record.cells.some(
    (cell) =>
      cell.set === waiver.set && (waiver.target === undefined || waiver.target === cell.target),
  );

/** The cases that a waiver must name to accept a finding. */
export function waivedCases(finding: Finding): readonly string[] {
  if (finding.case !== undefined) return [finding.case];
  if (finding.code === 'cases-removed' || finding.code === 'cases-changed') return finding.cases;
  if (finding.code === 'masked-regression') return finding.old.lostCases;
  return 'comparison' in finding ? finding.comparison.lostCases : [];
}
