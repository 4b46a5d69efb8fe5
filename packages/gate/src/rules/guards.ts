import type { Finding, FindingDetail, FindingPlace, RuleChange } from '@pawl/core';

import { passedBefore, readHard, type HardReading } from '../case-duty.ts';
import type { CellView } from '../cell-view.ts';
import { caseFingerprint } from '../fingerprint.ts';
import { guardLinks, isBlocking, type GuardLink } from '../guard-links.ts';
import { isRescored } from '../is-rescored.ts';
import { oldHardCase } from '../old-hard-cases.ts';
import type { GuardProof } from '../prove-guard.ts';

/**
 * Cases that guard an incident: all trials pass, also under the definitions of the base, the guard is still there and asks
 * what it asked, and its proof holds.
 */
export function guards(cell: CellView): Finding[] {
  return guardLinks(cell).flatMap((link) => {
    const missing = missingHow(cell, link);
    const hidden = guardHidden(cell, link);
    if (missing === 'rescored')
      return [...hidden, guardMissing(cell, link, missing), ...guardUnproven(cell, link)];
    if (missing !== undefined) return [...hidden, guardMissing(cell, link, missing)];
    const failed = guardFailed(cell, link);
    const returned = failed.length > 0 ? failed : hidden;
    const unseen = returned.length > 0 ? [] : guardUnseen(cell, link);
    return [...returned, ...guardUnproven(cell, link), ...unseen];
  });
}

type MissingHow = Extract<FindingDetail, { code: 'guard-missing' }>['how'];

function missingHow(cell: CellView, link: GuardLink): MissingHow | undefined {
  const planned = cell.arm.byId.has(link.case);
  if (!planned && cell.evidence.record.partial === true) return undefined;
  if (!planned) return isDisabled(cell, link.case) ? 'disabled' : 'removed';
  if (!link.now) return 'unlinked';
  return link.before && isOther(cell, link) ? 'rescored' : undefined;
}

/** It asks something else than in the base, or is scored otherwise and nothing proves that it still guards. */
function isOther(cell: CellView, link: GuardLink): boolean {
  if (oldHardCase(cell, link.case)?.state === 'unasked') return true;
  return isRescored(cell, link.case) && proofOf(cell, link)?.state !== 'proven';
}

function isDisabled(cell: CellView, caseId: string): boolean {
  const disabled = cell.evidence.disabled ?? [];
  return disabled.some((one) => one.set === cell.set.name && one.case === caseId);
}

function proofOf(cell: CellView, link: GuardLink): GuardProof | undefined {
  return cell.evidence.proofs?.find(
    (proof) =>
      proof.set === cell.set.name && proof.case === link.case && proof.incident === link.incident,
  );
}

function guardMissing(cell: CellView, link: GuardLink, how: MissingHow): Finding {
  const { known } = link;
  return {
    ...place(cell, link, 'guard-missing'),
    code: 'guard-missing',
    how,
    ...(known === undefined ? {} : { severity: known.severity, ...titled(known) }),
  };
}

function guardFailed(cell: CellView, link: GuardLink): Finding[] {
  const stamp = cell.set.cases.find((one) => one.id === link.case);
  const reading = stamp && readHard(cell, stamp);
  return reading === undefined ? [] : reopened(cell, link, { reading });
}

/** A guard of the base that head's answer fails under the base's definition, whatever today's says of it. */
function guardHidden(cell: CellView, link: GuardLink): Finding[] {
  const old = link.before ? oldHardCase(cell, link.case) : undefined;
  const { reading, edits } = old ?? {};
  return reading === undefined || edits === undefined
    ? []
    : reopened(cell, link, { reading, edits });
}

function reopened(
  cell: CellView,
  link: GuardLink,
  { reading, edits }: { readonly reading: HardReading; readonly edits?: readonly RuleChange[] },
): Finding[] {
  const { known } = link;
  if (reading.scorers.length === 0) return [];
  const { trials, passed, scorers } = reading;
  const incident = known ?? { severity: 'sev1' as const, title: link.incident, closed: false };
  const { severity, closed } = incident;
  const about = { trials, passed, scorers, severity, closed, ...titled(incident) };
  const hidden = edits === undefined ? {} : { edits };
  const before = passedBefore(cell, link.case) ? { passedBefore: true } : {};
  return [
    { ...place(cell, link, 'guard-failed'), code: 'guard-failed', ...about, ...before, ...hidden },
  ];
}

/**
 * A guard whose scorer and whose answer are others than when its values were accepted, where nobody looked with the
 * scorer that it had: the one edit may excuse the other.
 */
function guardUnseen(cell: CellView, link: GuardLink): Finding[] {
  if (!link.before || !isBlocking(cell, link)) return [];
  const where = { set: cell.set.name, target: cell.target.name, case: link.case };
  const doubt = { ...where, incident: link.incident, level: 'doubt', blocking: true } as const;
  const because = (reason: string): Finding[] => [
    {
      ...doubt,
      fingerprint: caseFingerprint({ ...where, code: 'ruler-not-measured' }),
      code: 'ruler-not-measured',
      reason,
    },
  ];
  const old = oldHardCase(cell, link.case);
  if (old?.state === 'unread')
    return because(
      `a scorer of the base gave no score to the guard ${link.case} of ${link.incident}`,
    );
  const excused = cell.evidence.baseKnown === true || (old?.state === 'passed' && old.accepted);
  if (excused || !isRescored(cell, link.case) || asksTheSame(cell, link.case)) return [];
  return because(
    `the guard ${link.case} of ${link.incident} has another scorer and another answer than when its values were accepted`,
  );
}

function asksTheSame(cell: CellView, caseId: string): boolean {
  const [was, now] = [cell.baseline?.cases.get(caseId), cell.arm.byId.get(caseId)];
  return cell.target.transparent && was?.request !== '' && was?.request === now?.request;
}

/** A guard that lets the bad output pass guards nothing; one that is only half recorded is a doubt. */
function guardUnproven(cell: CellView, link: GuardLink): Finding[] {
  const proof = proofOf(cell, link);
  const { known } = link;
  if (proof === undefined || proof.state === 'proven' || known === undefined) return [];
  const letsPass = proof.faults.some((fault) => fault.side === 'bad' && fault.how === 'passes');
  const wrong = proof.faults.some((fault) => fault.how !== 'missing');
  const blocking = isBlocking(cell, link) && (wrong || proof.state === 'stale');
  const level = letsPass && blocking ? 'fail' : 'doubt';
  return [
    {
      ...place(cell, link, 'guard-unproven'),
      level,
      blocking,
      code: 'guard-unproven',
      severity: known.severity,
      ...titled(known),
      reason: proof.state === 'stale' ? 'stale' : proof.faults.map(faultWords).join('; '),
    },
  ];
}

const sides = {
  bad: 'the bad output',
  good: 'the good output',
  empty: 'an empty answer',
  parrot: 'an echo of the question',
} as const;

function faultWords({ side, how, scorer, reason }: GuardProof['faults'][number]): string {
  if (how === 'missing') return `no ${side} output is recorded`;
  const verb = how === 'unscored' ? 'gives no score for' : how;
  const why = reason === undefined || how === 'passes' ? '' : ` (${reason})`;
  return `${scorer ?? 'nobody'} ${verb} ${sides[side]}${why}`;
}

function place(cell: CellView, link: GuardLink, code: string): FindingPlace {
  const blocking = isBlocking(cell, link);
  const where = { set: cell.set.name, target: cell.target.name, case: link.case };
  return {
    ...where,
    level: blocking ? 'fail' : 'doubt',
    blocking,
    incident: link.incident,
    fingerprint: caseFingerprint({ ...where, code }),
  };
}

const titled = (one: { title: string; url?: string }): { title: string; url?: string } =>
  one.url === undefined ? { title: one.title } : { title: one.title, url: one.url };
