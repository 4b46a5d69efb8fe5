import type { Score } from '@pawl/core';

/** The outputs on which a guard is tried. */
export type ProofSide = 'bad' | 'good' | 'empty' | 'parrot';

/** What a guard's scorers said of each output; a side that was not recorded is left out. */
export interface ProofInputs {
  readonly set: string;
  readonly case: string;
  readonly incident: string;
  /** Names of the scorers that decide on the case. */
  readonly scorers: readonly string[];
  readonly sides: Readonly<Partial<Record<ProofSide, readonly Score[]>>>;
  /** A score counts as passed from here, by scorer; 1 where nothing is said. */
  readonly passAt?: Readonly<Record<string, number>>;
  /** Digest of case and scorers now, and at the time of the last proof. */
  readonly digest?: string;
  readonly provenDigest?: string;
}

/** Whether a guard would have caught its incident. */
export interface GuardProof {
  readonly set: string;
  readonly case: string;
  readonly incident: string;
  readonly state: 'proven' | 'unproven' | 'stale';
  /** Every way in which the proof fails; empty when it holds. */
  readonly faults: readonly ProofFault[];
}

/** One side of a proof that is missing or wrong. */
export interface ProofFault {
  readonly side: ProofSide;
  readonly how: 'missing' | 'passes' | 'fails' | 'unscored';
  readonly scorer?: string;
  readonly reason?: string;
}

/**
 * The two-sided proof of a guard: every deciding scorer passes the good output, and the bad, the empty and the parroted
 * one are each failed by every deciding scorer. Stale where it was proven for another definition and could not be tried again.
 */
export function proveGuard(inputs: ProofInputs): GuardProof {
  const { set, case: id, incident } = inputs;
  const faults = proofFaults(inputs);
  const untried = Object.keys(inputs.sides).length === 0;
  const moved = inputs.provenDigest !== undefined && inputs.provenDigest !== inputs.digest;
  if (untried && inputs.provenDigest !== undefined) {
    return { set, case: id, incident, state: moved ? 'stale' : 'proven', faults: [] };
  }
  return { set, case: id, incident, state: faults.length === 0 ? 'proven' : 'unproven', faults };
}

function proofFaults(inputs: ProofInputs): ProofFault[] {
  const sides: readonly ProofSide[] = ['bad', 'good', 'empty', 'parrot'];
  return sides.flatMap((side) => {
    const scores = inputs.sides[side];
    if (scores === undefined) return [{ side, how: 'missing' as const }];
    return inputs.scorers.flatMap((scorer) => sideFault(inputs, side, scorer));
  });
}

function sideFault(inputs: ProofInputs, side: ProofSide, scorer: string): ProofFault[] {
  const score = inputs.sides[side]?.find((one) => one.scorer === scorer);
  if (score === undefined) return [{ side, how: 'unscored', scorer }];
  if (score.kind === 'unscored') return [{ side, how: 'unscored', scorer, reason: score.reason }];
  const passes = score.value >= (inputs.passAt?.[scorer] ?? 1);
  if (passes === (side === 'good')) return [];
  const reason = score.reason === undefined ? {} : { reason: score.reason };
  return [{ side, how: passes ? 'passes' : 'fails', scorer, ...reason }];
}

/** Incidents with at least one proven guard, of all incidents. */
export function incidentCoverage(
  incidents: readonly { readonly id: string }[],
  proofs: readonly GuardProof[],
): { readonly covered: number; readonly incidents: number } {
  const proven = new Set(
    proofs.filter((proof) => proof.state === 'proven').map((proof) => proof.incident),
  );
  return {
    covered: incidents.filter((incident) => proven.has(incident.id)).length,
    incidents: incidents.length,
  };
}
