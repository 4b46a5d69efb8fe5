import { exitCodes, type ExitCode, type Incident } from '@pawl/core';
import { renderIncidents, type IncidentRow } from '@pawl/report';

import type { GlobalFlags } from '../grammar/flags.ts';
import { guardHistories, type GuardHistory } from '../incident/guard-history.ts';
import { numbersOf } from '../incident/incident-numbers.ts';
import { recallIncidents, type ProvenIncident } from '../incident/prove-incidents.ts';
import { canvasOf } from '../path/canvas-of.ts';
import { openProject } from '../path/open-project.ts';
import { openWorkroom } from '../path/workroom.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl incident list`: the worst and newest first, with the state of their guards. */
export async function listIncidents(
  world: World,
  _args: readonly string[],
  flags: GlobalFlags,
): Promise<ExitCode> {
  const project = await openProject(world, flags);
  const room = openWorkroom(world, project);
  const sorted = project.incidents.toSorted(byWeight);
  const proven = await recallIncidents(room, sorted);
  const histories = await guardHistories(room.store, sorted);
  const rows = proven.map((one) => toRow(one, histories.get(one.incident.id), world.now()));
  const numbers = numbersOf(proven, histories);
  world.stdout.write(
    flags.json === true
      ? jsonText({ format: 1, incidents: rows, numbers })
      : renderIncidents(rows, numbers, canvasOf(world, world.stdout, flags)),
  );
  return exitCodes.pass;
}

function byWeight(a: Incident, b: Incident): number {
  return (
    a.severity.localeCompare(b.severity) ||
    (b.occurred ?? '').localeCompare(a.occurred ?? '') ||
    a.id.localeCompare(b.id)
  );
}

const dayMs = 86_400_000;

function toRow(
  { incident, state }: ProvenIncident,
  history: GuardHistory | undefined,
  now: Date,
): IncidentRow {
  const { id, title, severity, owner, occurred } = incident;
  const age = occurred === undefined ? undefined : (now.getTime() - Date.parse(occurred)) / dayMs;
  return {
    id,
    title,
    severity,
    closed: incident.closed !== undefined,
    state,
    heldBack: history?.failures.filter(({ blocked }) => blocked).length ?? 0,
    ...(owner === undefined ? {} : { owner }),
    ...(age === undefined ? {} : { ageDays: age }),
    ...(history?.ran === undefined ? {} : { ran: history.ran.slice(0, 10) }),
    ...(history?.failed === undefined ? {} : { failed: history.failed.slice(0, 10) }),
  };
}
