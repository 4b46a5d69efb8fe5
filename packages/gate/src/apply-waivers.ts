import type { Finding, Waiver } from '@pawl/core';

import type { GateEvidence } from './evidence.ts';
import { waivedCases, waiverProblem, type WaiverProblem } from './waiver-problem.ts';

/** Valid waivers turn the findings they name into notes; expired and invalid ones become findings themselves. */
export function applyWaivers(found: readonly Finding[], evidence: GateEvidence): Finding[] {
  const waivers = evidence.waivers ?? [];
  const checked = waivers.map((waiver) => ({
    waiver,
    problem: waiverProblem(waiver, { found, evidence }),
  }));
  const valid = checked.filter(({ problem }) => problem === undefined);
  const findings = found.map((finding) => {
    const by = valid.find(({ waiver }) => waives(waiver, finding));
    return by === undefined ? finding : waived(finding, by.waiver);
  });
  const told = checked.flatMap(({ waiver, problem }) =>
    problem === undefined ? [] : [toFinding(waiver, problem)],
  );
  return [...findings, ...told];
}

function waives(waiver: Waiver, finding: Finding): boolean {
  if (finding.fingerprint === undefined || finding.fingerprint !== waiver.fingerprint) return false;
  if (finding.set !== waiver.set) return false;
  if (waiver.target !== undefined && waiver.target !== finding.target) return false;
  const named = new Set(waiver.cases);
  return waivedCases(finding).every((id) => named.has(id)) && !fellFurther(waiver, finding);
}

/** A fall beyond what was accepted is another regression. */
function fellFurther({ maxDrop }: Waiver, finding: Finding): boolean {
  const drop = observedDrop(finding);
  return maxDrop !== undefined && drop !== undefined && drop > maxDrop;
}

/** How far a regression fell, as a share: the mean of its pairs, or the trials of a case that must pass on all of them. */
export function observedDrop(finding: Finding): number | undefined {
  if (finding.code === 'guard-failed' || finding.code === 'critical-failed')
    return 1 - finding.passed / finding.trials;
  const compared = 'comparison' in finding ? finding.comparison : undefined;
  const mid =
    finding.code === 'masked-regression' ? finding.old.difference?.mid : compared?.difference?.mid;
  return mid === undefined || mid >= 0 ? undefined : -mid;
}

const waived = (finding: Finding, waiver: Waiver): Finding => ({
  ...finding,
  level: 'note',
  blocking: false,
  waivedBy: waiver.place.file,
});

function toFinding(waiver: Waiver, problem: WaiverProblem): Finding {
  const { file } = waiver.place;
  const place = { set: waiver.set };
  if (problem.kind === 'expired') {
    const { until, owner } = waiver;
    const fail = { level: 'fail', blocking: true } as const;
    return { ...place, ...fail, code: 'waiver-expired', file, until, owner };
  }
  const about = { ...place, code: 'waiver-invalid', file, why: problem.why } as const;
  return problem.kind === 'unused'
    ? { ...about, level: 'note', blocking: false }
    : { ...about, level: 'fail', blocking: true };
}
