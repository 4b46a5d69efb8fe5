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
  /** Linked when the baseline was accepted, or in the base. */
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

/** Links stand with the cases, in the incidents' files, in the baseline and in the base's definitions. */
function linksOf(cell: CellView): SidedLink[] {
  const filed = (cell.evidence.incidents ?? []).flatMap(({ id: incident, guards = [] }) =>
    guards
      .filter((guard) => guard.set === cell.set.name)
      .map((guard): SidedLink => ({ case: guard.case, incident, side: 'now' })),
  );
  const rows = [...(cell.baseline?.cases.values() ?? [])];
  return [
    ...cell.set.cases.flatMap((stamp) => linked(stamp.id, stamp.incidents, 'now')),
    ...filed,
    ...rows.flatMap((row) => linked(row.case, row.incidents, 'before')),
    ...(cell.evidence.baseGuards ?? [])
      .filter((guard) => guard.set === cell.set.name)
      .map(({ case: id, incident }): SidedLink => ({ case: id, incident, side: 'before' })),
    ...(cell.evidence.oldRulers ?? [])
      .filter((ruler) => ruler.set === cell.set.name && ruler.target === cell.target.name)
      .flatMap((ruler) => ruler.hard ?? [])
      .flatMap((one) => linked(one.case, one.incidents, 'before')),
  ];
}

function linked(
  id: string,
  incidents: readonly string[] | undefined,
  side: SidedLink['side'],
): SidedLink[] {
  return (incidents ?? []).map((incident) => ({ case: id, incident, side }));
}

/** Whether a guard of this incident holds a merge back. An incident whose file is gone does. */
export function isBlocking(cell: CellView, link: GuardLink): boolean {
  return link.known === undefined || cell.policy.blockingSeverities.includes(link.known.severity);
}
