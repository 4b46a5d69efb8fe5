import type { Incident } from '@pawl/core';
import { incidentCoverage, type GuardProof } from '@pawl/gate';

import {
  guardsOf,
  proofDigest,
  recallProofs,
  tryGuard,
  type GuardCase,
} from '../path/prove-guards.ts';
import type { Workroom } from '../path/workroom.ts';
import { proofScorer } from './proof-judges.ts';
import { keepProofNotes, type ProofNote } from './proof-notes.ts';

/** One incident with what was found out about its guards. */
export interface ProvenIncident {
  readonly incident: Incident;
  readonly state: 'proven' | 'unproven' | 'stale';
  readonly proofs: readonly GuardProof[];
}

/** Tries every guard of the incidents; judges are asked, and their answers kept. */
export async function proveIncidents(
  room: Workroom,
  incidents: readonly Incident[],
): Promise<readonly ProvenIncident[]> {
  const cache = room.openCache('use');
  const scorer = proofScorer(room, cache);
  const notes: ProofNote[] = [];
  const proven: ProvenIncident[] = [];
  try {
    for (const incident of incidents) {
      const proofs: GuardProof[] = [];
      for (const found of guardsOf(room.project, [incident])) {
        const proof = await tryGuard(scorer, found);
        proofs.push(proof);
        notes.push(...toNote(found, proof, room.world.now()));
      }
      proven.push({ incident, state: stateOf(proofs), proofs });
    }
  } finally {
    cache.close();
    await keepProofNotes(room.project.root, notes);
  }
  return proven;
}

/** The same without asking a model: what such a proof was is taken from the notes of the last one. */
export async function recallIncidents(
  room: Workroom,
  incidents: readonly Incident[],
): Promise<readonly ProvenIncident[]> {
  const proofs = await recallProofs(room, incidents);
  return incidents.map((incident) => {
    const own = proofs.filter((proof) => proof.incident === incident.id);
    return { incident, state: stateOf(own), proofs: own };
  });
}

/** A note of a proof, for the checks that follow. */
export function toNote(found: GuardCase, proof: GuardProof, now: Date): readonly ProofNote[] {
  const { set, case: id, incident, state } = proof;
  if (state === 'stale') return [];
  return [{ set, case: id, incident, state, digest: proofDigest(found), at: now.toISOString() }];
}

/** One proven guard is enough for an incident. */
function stateOf(proofs: readonly GuardProof[]): ProvenIncident['state'] {
  if (proofs.some(({ state }) => state === 'proven')) return 'proven';
  return proofs.some(({ state }) => state === 'stale') ? 'stale' : 'unproven';
}

/** Closed incidents that nothing is proven to catch. */
export function closedUnproven(proven: readonly ProvenIncident[]): readonly string[] {
  return proven.flatMap(({ incident, state }) =>
    incident.closed !== undefined && state !== 'proven' ? [incident.id] : [],
  );
}

/** Incidents with a proven guard, of all. */
export function coverageOf(proven: readonly ProvenIncident[]): ReturnType<typeof incidentCoverage> {
  return incidentCoverage(
    proven.map(({ incident }) => incident),
    proven.flatMap(({ proofs }) => proofs),
  );
}
