import type { IncidentNumbers } from '@pawl/report';

import type { GuardHistory } from './guard-history.ts';
import { coverageOf, type ProvenIncident } from './prove-incidents.ts';

/** Coverage by today's proofs, and the catch rate by the recorded runs that were judged. */
export function numbersOf(
  proven: readonly ProvenIncident[],
  histories: ReadonlyMap<string, GuardHistory>,
): IncidentNumbers {
  const failures = proven.flatMap(({ incident }) => histories.get(incident.id)?.failures ?? []);
  return {
    ...coverageOf(proven),
    failures: failures.length,
    caught: failures.filter(({ blocked }) => blocked).length,
  };
}
