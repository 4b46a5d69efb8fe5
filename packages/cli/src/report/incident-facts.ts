import type { Incident, Project } from '@pawl/core';
import type { GuardProof } from '@pawl/gate';
import type { GuardFacts, IncidentFacts, WaiverFacts } from '@pawl/report/pages';

import { incidentLink } from '../path/gather-evidence.ts';
import { recallProofs } from '../path/prove-guards.ts';
import { openWorkroom } from '../path/workroom.ts';
import type { World } from '../world.ts';

/** Every incident with what its guards are worth today; guards whose scorers ask a model are not asked again. */
export async function incidentFacts(
  world: World,
  project: Project,
): Promise<readonly IncidentFacts[]> {
  if (project.incidents.length === 0) return [];
  const room = openWorkroom(world, project);
  try {
    const proofs = await recallProofs(room, project.incidents);
    return project.incidents.map((incident) => toFacts(project, incident, proofs));
  } finally {
    await room.close();
  }
}

function toFacts(
  project: Project,
  incident: Incident,
  proofs: readonly GuardProof[],
): IncidentFacts {
  const { id, title, severity, owner, occurred, closed } = incident;
  const url = incidentLink(project, incident);
  return {
    id,
    title,
    severity,
    ...(owner === undefined ? {} : { owner }),
    ...(occurred === undefined ? {} : { occurred }),
    ...(closed === undefined ? {} : { closed }),
    ...(url === undefined ? {} : { url }),
    guards: incident.guards.map((guard) => guardFacts(project, { incident: id, guard }, proofs)),
  };
}

function guardFacts(
  project: Project,
  { incident, guard }: { readonly incident: string; readonly guard: Incident['guards'][number] },
  proofs: readonly GuardProof[],
): GuardFacts {
  const place = { set: guard.set, case: guard.case };
  const proof = proofs.find(
    (one) => one.incident === incident && one.set === guard.set && one.case === guard.case,
  );
  if (proof !== undefined) return { ...place, state: proof.state, ...tellFaults(proof) };
  const set = project.sets.find((one) => one.name === guard.set);
  if (set?.cases.some((one) => one.id === guard.case) !== true)
    return { ...place, state: 'unproven', why: 'the case is gone' };
  const why = 'its scorers ask a model: pawl incident verify tries it';
  return { ...place, state: 'untried', why };
}

function tellFaults({ faults }: GuardProof): Pick<GuardFacts, 'why'> {
  const why = faults
    .slice(0, 3)
    .map(
      ({ side, how, scorer }) =>
        `${side} output ${how}${scorer === undefined ? '' : ` by ${scorer}`}`,
    )
    .join('; ');
  return why === '' ? {} : { why };
}

/** Every waiver as its file says it. */
export function waiverFacts(project: Project): readonly WaiverFacts[] {
  return project.waivers.map(({ place, set, target, cases, reason, why, owner, until }) => ({
    file: place.file,
    set,
    ...(target === undefined ? {} : { target }),
    cases,
    reason,
    why,
    owner,
    until,
  }));
}
