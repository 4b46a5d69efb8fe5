import type { BaselineAnswer, GatePolicy, Incident, Project, RunRecord } from '@pawl/core';
import type { GateEvidence, GateIncident } from '@pawl/gate';

/** What a judgement may know beside record and baselines. */
export type FurtherEvidence = Pick<
  GateEvidence,
  'basePolicies' | 'oldRulers' | 'baseKnown' | 'proofs' | 'confirmed' | 'baseGuards' | 'incidents'
>;

/** Puts together all that a verdict depends on. */
export function gatherEvidence(
  project: Project,
  judged: {
    readonly record: RunRecord;
    readonly baselines: readonly BaselineAnswer[];
    readonly at: string;
  },
  further: FurtherEvidence = {},
): GateEvidence {
  return {
    ...judged,
    policies: policiesOf(project),
    incidents: project.incidents.map((incident) => toGateIncident(project, incident)),
    waivers: project.waivers,
    disabled: project.sets.flatMap((set) =>
      set.cases
        .filter((evalCase) => evalCase.disabled !== undefined)
        .map((evalCase) => ({ set: set.name, case: evalCase.id })),
    ),
    ...further,
  };
}

/** The rules that the project's files give each set. */
export function policiesOf(project: Project): Record<string, GatePolicy> {
  return Object.fromEntries(project.sets.map((set) => [set.name, set.policy]));
}

/** An incident as the gate needs to know it. */
export function toGateIncident(project: Project, incident: Incident): GateIncident {
  const url = incidentLink(project, incident);
  return {
    id: incident.id,
    title: incident.title,
    severity: incident.severity,
    closed: incident.closed !== undefined,
    guards: incident.guards.map((guard) => ({ set: guard.set, case: guard.case })),
    ...(url === undefined ? {} : { url }),
  };
}

/** Where people read about an incident: its postmortem, else its page in the project's tracker. */
export function incidentLink(project: Project, incident: Incident): string | undefined {
  return (
    incident.postmortem ?? project.incidentUrl?.replaceAll('{id}', encodeURIComponent(incident.id))
  );
}
