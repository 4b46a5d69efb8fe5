import type { ExitCode } from '@pawl/core';

import type { GateFlags } from '../grammar/flags.ts';
import { unlessCorrupt } from '../path/corrupt-run.ts';
import { findBaselines, sourcesOf } from '../path/find-baselines.ts';
import { judgeRun } from '../path/judge-run.ts';
import { keepVerdict } from '../path/keep-verdict.ts';
import { openProject } from '../path/open-project.ts';
import { cellsOfRecord } from '../path/plan-run.ts';
import { selfTestGate } from '../path/self-test-gate.ts';
import { openWorkroom } from '../path/workroom.ts';
import { reportVerdict } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl gate`: holds a recorded run against its baseline and judges it; no target is called. */
export async function gate(
  world: World,
  [asked = 'latest']: readonly string[],
  flags: GateFlags,
): Promise<ExitCode> {
  const project = await openProject(world, flags);
  const room = openWorkroom(world, project);
  const runId = await room.store.resolve(asked);
  const record = await unlessCorrupt(room.store, () => room.store.record(runId));
  if (flags.selfTest === true) return selfTestGate(world, flags, record);
  const baselines = await findBaselines(
    { project, store: room.store, env: world.env },
    cellsOfRecord(record),
    flags,
  );
  const verdict = await judgeRun(room, {
    record,
    baselines,
    ...(flags.against === undefined ? {} : { against: flags.against }),
  });
  await keepVerdict(room.store, verdict);
  await reportVerdict(world, flags, { verdict, record, sources: sourcesOf(baselines) });
  return verdict.exitCode;
}
