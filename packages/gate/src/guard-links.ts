import type { CellView } from './cell-view.ts';
import type { GateIncident } from './evidence.ts';

/** One case that guards, or guarded, an incident. */
export interface GuardLink {
  readonly case: string;
  readonly incident: string;
  /** Left out when no incident file has this id. */
  readonly known?: GateIncident;
  /** Linked on this branch: by the case, or by the incident's file. */
  readonly now: boolean;
  /** Linked when the baseline was accepted. */
  readonly before: boolean;
}

/** Every guard of the set, today's and the baseline's, in the order of incident and case. */
export function guardLinks(cell: CellView): GuardLink[] {
  const incidents = new Map((cell.evidence.incidents ?? []).map((one) => [one.id, one]));
  const links = new Map<string, GuardLink>();
  for (const { case: caseId, incident, side } of linksOf(cell)) {
    const key = JSON.stringify([incident, caseId]);
    const link = links.get(key) ?? { case: caseId, incident, now: false, before: false };
    const known = incidents.get(incident);
    links.set(key, { ...link, ...(known === undefined ? {} : { known }), [side]: true });
  }
  return [...links.keys()].toSorted().flatMap((key) => links.get(key) ?? []);
}

interface SidedLink {
  readonly case: string;
  readonly incident: string;
  readonly side: 'now' | 'before';
}

/** Links stand with the cases, in the incidents' files and in the baseline. */
function* linksOf(cell: CellView): Generator<SidedLink> {
  for (const stamp of cell.set.cases) {
    for (const incident of stamp.incidents ?? []) yield { case: stamp.id, incident, side: 'now' };
  }
  for (const { id: incident, guards = [] } of cell.evidence.incidents ?? []) {
    for (const guard of guards) {
      if (guard.set === cell.set.name) yield { case: guard.case, incident, side: 'now' };
    }
  }
  for (const row of cell.baseline?.cases.values() ?? []) {
    for (const incident of row.incidents ?? []) yield { case: row.case, incident, side: 'before' };
  }
}

/** Whether a guard of this incident holds a merge back. An incident whose file is gone does. */
export function isBlocking(cell: CellView, link: GuardLink): boolean {
  return (
    link.known === undefined || cell.policy.blockingSeverities.includes(link.known.severity)
  );
}
