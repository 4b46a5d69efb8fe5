import type { Incident, Project, RunRecord } from '@pawl/core';
import type { GuardProof } from '@pawl/gate';
import { loadIncidents, openGitTree } from '@pawl/runner';

import { baseCommit } from './base-commit.ts';
import { policiesOf, toGateIncident, type FurtherEvidence } from './gather-evidence.ts';
import { proveGuards } from './prove-guards.ts';
import type { Workroom } from './workroom.ts';

/** What is known of guards: today's, and the base's, of which an edit of an incident's file takes nothing away. */
export type GuardEvidence = Pick<FurtherEvidence, 'baseGuards' | 'incidents' | 'proofs'>;

/**
 * Tries today's cases on the bad outputs that today's files record, and on those that the base records; tells the
 * base's guards, and its severities where they are worse.
 */
export async function measureGuards(
  room: Workroom,
  record: RunRecord,
  against?: string,
): Promise<GuardEvidence> {
  const today = await proveGuards(room, record);
  const base = await baseIncidents(room, against);
  if (base === undefined) return { proofs: today };
  const asBefore = await proveGuards(room, record, withBaseOutputs(room.project, base));
  return {
    baseGuards: base.flatMap(({ id: incident, guards }) =>
      guards.map((guard) => ({ set: guard.set, case: guard.case, incident })),
    ),
    incidents: worstIncidents(room.project, base),
    proofs: [...asBefore.filter(({ state }: GuardProof) => state !== 'proven'), ...today],
  };
}

/** The incidents as the base has them; nothing outside a git repository, or before its first commit. */
async function baseIncidents(
  { project, world }: Workroom,
  against?: string,
): Promise<readonly Incident[] | undefined> {
  const base = await baseCommit(project.root, world.env, against);
  if (base === undefined) return undefined;
  const tree = await openGitTree(project.root, base.commit);
  const { items } = await loadIncidents(tree, project.evalsFolder);
  return items.map(({ value }) => value);
}

/** The base's guards with the bad output that it recorded, and the good one of today: what is right may change. */
function withBaseOutputs(head: Project, base: readonly Incident[]): readonly Incident[] {
  return base.map((incident) => {
    const now = head.incidents.find(({ id }) => id === incident.id);
    const guards = incident.guards.flatMap((guard) => {
      const today = now?.guards.find((one) => one.set === guard.set && one.case === guard.case);
      const isSame = JSON.stringify(today?.bad) === JSON.stringify(guard.bad);
      if (guard.bad === undefined || isSame) return [];
      return [{ ...guard, ...(today?.good === undefined ? {} : { good: today.good }) }];
    });
    return { ...incident, guards };
  });
}

/** Today's incidents, none milder than it was; and those whose file is gone and that hold merges back. */
function worstIncidents(
  head: Project,
  base: readonly Incident[],
): NonNullable<GuardEvidence['incidents']> {
  const before = new Map(base.map((incident) => [incident.id, incident]));
  const today = head.incidents.map((incident) => {
    const was = before.get(incident.id)?.severity ?? incident.severity;
    const severity = was < incident.severity ? was : incident.severity;
    return { ...toGateIncident(head, incident), severity };
  });
  const ids = new Set(head.incidents.map(({ id }) => id));
  const blocking = Object.values(policiesOf(head)).map((policy) => policy.blockingSeverities);
  const gone = base
    .filter(({ id, severity }) => !ids.has(id) && blocking.every((some) => some.includes(severity)))
    .map((incident) => ({ ...toGateIncident(head, incident), guards: [] }));
  return [...today, ...gone];
}
