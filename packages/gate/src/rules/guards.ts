import type { Finding, FindingDetail, FindingPlace } from '@pawl/core';

import { readHard } from '../case-duty.ts';
import { acceptedScorers, type CellView } from '../cell-view.ts';
import { caseFingerprint } from '../fingerprint.ts';
import { guardLinks, isBlocking, type GuardLink } from '../guard-links.ts';
import type { GuardProof } from '../prove-guard.ts';

/** Cases that guard an incident: all trials pass, the guard is still there, and its proof holds. */
export function guards(cell: CellView): Finding[] {
  return guardLinks(cell).flatMap((link) => {
    const missing = missingHow(cell, link);
    if (missing === 'rescored')
      return [guardMissing(cell, link, missing), ...guardUnproven(cell, link)];
    if (missing !== undefined) return [guardMissing(cell, link, missing)];
    return [...guardFailed(cell, link), ...guardUnproven(cell, link)];
  });
}

type MissingHow = Extract<FindingDetail, { code: 'guard-missing' }>['how'];

function missingHow(cell: CellView, link: GuardLink): MissingHow | undefined {
  const planned = cell.arm.byId.has(link.case);
  if (!planned && cell.evidence.record.partial === true) return undefined;
  if (!planned) return isDisabled(cell, link.case) ? 'disabled' : 'removed';
  if (!link.now) return 'unlinked';
  const rescored = link.before && isRescored(cell, link.case);
  return rescored && proofOf(cell, link)?.state !== 'proven' ? 'rescored' : undefined;
}

function isDisabled(cell: CellView, caseId: string): boolean {
  const disabled = cell.evidence.disabled ?? [];
  return disabled.some((one) => one.set === cell.set.name && one.case === caseId);
}

/** The case or one of its deciding scorers is another one than when its values were accepted. */
function isRescored(cell: CellView, caseId: string): boolean {
  const row = cell.baseline?.cases.get(caseId);
  if (row === undefined) return false;
  if (row.hash !== cell.arm.byId.get(caseId)?.hash) return true;
  const advisory = cell.baseline?.header.advisory ?? [];
  const { primary } = cell.policy;
  const isOwn = (name: string): boolean => cell.arm.scorers.get(name)?.cases !== undefined;
  const decided = Object.keys(row.scores).filter(
    (name) => !advisory.includes(name) && (isOwn(name) || primary?.includes(name) !== false),
  );
  const before = acceptedScorers(cell);
  return decided.some((name) => before[name] !== cell.arm.scorers.get(name)?.digest);
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
  const { known } = link;
  if (reading === undefined || reading.scorers.length === 0) return [];
  const { trials, passed, scorers } = reading;
  const incident = known ?? { severity: 'sev1' as const, title: link.incident, closed: false };
  const { severity, closed } = incident;
  const about = { trials, passed, scorers, severity, closed, ...titled(incident) };
  return [{ ...place(cell, link, 'guard-failed'), code: 'guard-failed', ...about }];
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
