import { exitCodes, type ExitCode } from '@pawl/core';
import { renderIncident } from '@pawl/report';

import type { GlobalFlags } from '../grammar/flags.ts';
import { guardHistories, nameAuthors } from '../incident/guard-history.ts';
import { recallIncidents } from '../incident/prove-incidents.ts';
import { canvasOf } from '../path/canvas-of.ts';
import { incidentLink } from '../path/gather-evidence.ts';
import { openProject } from '../path/open-project.ts';
import { openWorkroom } from '../path/workroom.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';
import { chooseIncidents } from './incident-verify.ts';

/** `pawl incident show`: one incident in full, and whom its guards held back. */
export async function showIncident(
  world: World,
  ids: readonly string[],
  flags: GlobalFlags,
): Promise<ExitCode> {
  const project = await openProject(world, flags);
  const room = openWorkroom(world, project);
  for (const proven of await recallIncidents(room, chooseIncidents(project, ids))) {
    const { incident, proofs } = proven;
    const history = (await guardHistories(room.store, [incident])).get(incident.id);
    const failures = await nameAuthors(project.root, history?.failures ?? []);
    const url = incidentLink(project, incident);
    const view = {
      incident,
      proofs,
      failures,
      ...(url === undefined ? {} : { url }),
      ...(history?.ran === undefined ? {} : { ran: history.ran }),
    };
    world.stdout.write(
      flags.json === true
        ? jsonText({ format: 1, ...view })
        : renderIncident(view, canvasOf(world, world.stdout, flags)),
    );
  }
  return exitCodes.pass;
}
