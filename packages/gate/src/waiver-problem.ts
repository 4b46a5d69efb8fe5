import type { Finding, Waiver } from '@pawl/core';

import { daysBetween } from './days-between.ts';
import type { GateEvidence } from './evidence.ts';

/** What is wrong with a waiver. */
export interface WaiverProblem {
  /** `unused`: what it names is gone, nothing is left to waive. */
  readonly kind: 'expired' | 'invalid' | 'unused';
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
  if (namedBy(waiver, context.found).length === 0) return withoutFinding(waiver, context);
  const approvers = approversMissing(waiver, context);
  return approvers === undefined ? undefined : { kind: 'invalid', why: approvers };
}

/** The named cases still fail, in another way: a stale waiver. They are fine: one that nobody needs any more. */
function withoutFinding(waiver: Waiver, context: WaiverContext): WaiverProblem | undefined {
  const { evidence } = context;
  const another = context.found.find((finding) => isLeft(finding, waiver, evidence));
  if (another !== undefined)
    return { kind: 'invalid', why: `it names another regression than ${another.code} of this run` };
  return wasJudged(waiver, context)
    ? { kind: 'unused', why: 'no finding of this run has its fingerprint' }
    : undefined;
}

/** A failure of a named case that no waiver knows. */
function isLeft(finding: Finding, waiver: Waiver, { waivers = [] }: GateEvidence): boolean {
  const { fingerprint, level, set } = finding;
  if (fingerprint === undefined || level !== 'fail' || set !== waiver.set) return false;
  if (waiver.target !== undefined && waiver.target !== finding.target) return false;
  if (waivers.some((one) => one.fingerprint === fingerprint && one.set === set)) return false;
  return waivedCases(finding).some((id) => waiver.cases.includes(id));
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

function approversMissing(waiver: Waiver, context: WaiverContext): string | undefined {
  const needed = Math.max(
    ...namedBy(waiver, context.found).map((finding) => approversOf(finding, context.evidence)),
  );
  const agreed = agreedBy(waiver).length;
  if (agreed >= needed) return undefined;
  const who = agreed === waiver.approvers.length ? '' : ', each another person and none its owner';
  return needed === 1
    ? `it needs 1 approver${who}`
    : `it needs 2 approvers${who}, for the guard of a sev1 or sev2 incident`;
}

/** The people who agreed, each once however the name is written; nobody agrees to a waiver of their own. */
export function agreedBy({ approvers, owner }: Pick<Waiver, 'approvers' | 'owner'>): string[] {
  const people = new Map(approvers.map((name) => [personOf(name), name.trim()]));
  people.delete(personOf(owner));
  people.delete('');
  return [...people.values()];
}

const personOf = (name: string): string =>
  name
    .trim()
    .replace(/^@+\s*/u, '')
    .toLowerCase();

/** People who must agree to waive a finding: two for guards of the two worst severities. */
function approversOf(finding: Finding, { incidents = [] }: GateEvidence): 1 | 2 {
  if (finding.incident === undefined) return 1;
  const severity = incidents.find((one) => one.id === finding.incident)?.severity ?? 'sev1';
  return severity === 'sev1' || severity === 'sev2' ? 2 : 1;
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
