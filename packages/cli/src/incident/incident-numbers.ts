import type { Incident } from '@pawl/core';
import type { IncidentNumbers } from '@pawl/report';

import type { GuardHistory } from './guard-history.ts';
import { coverageOf, type ProvenIncident } from './prove-incidents.ts';

/** Coverage by today's proofs, and the catch rate by the recorded runs that were judged. */
export function numbersOf(
  proven: readonly ProvenIncident[],
  histories: ReadonlyMap<string, GuardHistory>,
): IncidentNumbers {
  const incidents = proven.map(({ incident }) => incident);
  return { ...coverageOf(proven), ...catchesOf(incidents, histories) };
}

/** Failures of the guards of some incidents in judged runs, and how many of them were held back. */
export function catchesOf(
  incidents: readonly Incident[],
  histories: ReadonlyMap<string, GuardHistory>,
): Pick<IncidentNumbers, 'failures' | 'caught'> {
  const failures = incidents.flatMap(({ id }) => histories.get(id)?.failures ?? []);
  return {
    failures: failures.length,
    caught: failures.filter(({ blocked }) => blocked).length,
  };
}
