import {
  exitCodes,
  nearestWord,
  UsageError,
  type ExitCode,
  type Incident,
  type Project,
} from '@pawl/core';
import { renderVerification, type Reproduction } from '@pawl/report';

import type { VerifyFlags } from '../grammar/incidents.ts';
import { guardHistories } from '../incident/guard-history.ts';
import { numbersOf } from '../incident/incident-numbers.ts';
import { closedUnproven, proveIncidents } from '../incident/prove-incidents.ts';
import { reproduce } from '../incident/reproduce.ts';
import { canvasOf } from '../path/canvas-of.ts';
import { openProject } from '../path/open-project.ts';
import { openWorkroom, type Workroom } from '../path/workroom.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl incident verify`: the two-sided proof of every guard; 1 when a closed incident has none that holds. */
export async function verifyIncidents(
  world: World,
  ids: readonly string[],
  flags: VerifyFlags,
): Promise<ExitCode> {
  const project = await openProject(world, flags);
  const incidents = chooseIncidents(project, ids);
  const room = openWorkroom(world, project);
  const proven = await proveIncidents(room, incidents);
  const reproductions = await reproduceAll(room, incidents, flags);
  await room.close();
  const numbers = numbersOf(proven, await guardHistories(room.store, incidents));
  const open = closedUnproven(proven);
  const shown = proven.map(({ incident, state, proofs }) => ({
    id: incident.id,
    title: incident.title,
    severity: incident.severity,
    closed: incident.closed !== undefined,
    state,
    proofs,
    reproductions: reproductions.get(incident.id) ?? [],
  }));
  const view = { incidents: shown, numbers, closedUnproven: open };
  world.stdout.write(
    flags.json === true
      ? jsonText({ format: 1, ...view })
      : renderVerification(view, canvasOf(world, world.stdout, flags)),
  );
  return open.length === 0 ? exitCodes.pass : exitCodes.fail;
}

/** The named incidents, or all there are. */
export function chooseIncidents(project: Project, ids: readonly string[]): readonly Incident[] {
  const { incidents } = project;
  if (ids.length === 0) return incidents;
  return ids.map((id) => {
    const found = incidents.find((one) => one.id === id);
    if (found !== undefined) return found;
    const near = nearestWord(
      id,
      incidents.map((one) => one.id),
    );
    const none = incidents.length === 0 ? ': none is written down yet' : '';
    throw new UsageError('unknown-incident', `There is no incident ${id}${none}.`, {
      hint: near === undefined ? otherwise(incidents) : `Did you mean ${near}?`,
    });
  });
}

const otherwise = ({ length }: readonly Incident[]): string =>
  length === 0 ? 'After the next postmortem: pawl incident new' : 'List them: pawl incident list';

async function reproduceAll(
  room: Workroom,
  incidents: readonly Incident[],
  { reproduce: trials }: VerifyFlags,
): Promise<ReadonlyMap<string, readonly Reproduction[]>> {
  const found = new Map<string, readonly Reproduction[]>();
  if (trials === undefined) return found;
  for (const incident of incidents) found.set(incident.id, await reproduce(room, incident, trials));
  return found;
}
