import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import {
  exitCodes,
  formatBaseline,
  UsageError,
  type Baseline,
  type ExitCode,
  type Project,
  type RunRecord,
} from '@pawl/core';
import {
  acceptProblems,
  diffBaselines,
  keepWaived,
  toBaseline,
  type BaselineChange,
} from '@pawl/gate';
import { renderAcceptance, renderBaselines } from '@pawl/report';
import { openRunStore, writeWhole } from '@pawl/runner';

import type { GlobalFlags } from '../grammar/flags.ts';
import type { AcceptFlags } from '../grammar/records.ts';
import { markAccepted } from '../path/accepted-runs.ts';
import { baselineFile } from '../path/baseline-file.ts';
import { canvasOf } from '../path/canvas-of.ts';
import { findBaselines, type Cell } from '../path/find-baselines.ts';
import { openProject } from '../path/open-project.ts';
import { cellsOfRecord } from '../path/plan-run.ts';
import { refuseFailed } from '../path/refuse-failed.ts';
import { refuseUnfit } from '../path/refuse-unfit.ts';
import { openWorkroom } from '../path/workroom.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl baseline accept`: takes a whole run's values as the baseline, and says what that changes. */
export async function acceptBaseline(
  world: World,
  [asked = 'latest']: readonly string[],
  flags: AcceptFlags,
): Promise<ExitCode> {
  const project = await openProject(world, flags);
  const store = openRunStore(project.root);
  const record = await store.record(await store.resolve(asked));
  refuseUnfit(record, acceptProblems(record));
  const cells = chooseCells(record, flags);
  await refuseFailed(openWorkroom(world, project), record, cells);
  const search = { project, store, env: {} };
  const before = await findBaselines(search, cells, { baseline: 'file' });
  const at = world.now().toISOString();
  const changes: BaselineChange[] = [];
  for (const cell of cells) {
    const known = before.find((one) => one.set === cell.set && one.target === cell.target);
    const old = known?.kind === 'found' ? known.baseline : undefined;
    const next = toBaseline(record, cell);
    if (next === undefined) continue;
    const fresh = keepWaived({ next, previous: old, waivers: project.waivers, at });
    await writeBaseline(project, cell, fresh);
    changes.push(diffBaselines(old, fresh));
  }
  await markAccepted(store, record.runId, { format: 1, at, cells });
  const files = cells.map((cell) => baselineFile(project, cell));
  if (flags.json === true)
    world.stdout.write(jsonText({ format: 1, runId: record.runId, files, changes }));
  else
    world.stdout.write(
      renderAcceptance(
        { runId: record.runId, files, changes },
        canvasOf(world, world.stdout, flags),
      ),
    );
  return exitCodes.pass;
}

function chooseCells(record: RunRecord, { set, target }: AcceptFlags): readonly Cell[] {
  const cells = cellsOfRecord(record).filter(
    (cell) => (set ?? cell.set) === cell.set && (target ?? cell.target) === cell.target,
  );
  if (cells.length > 0) return cells;
  const has = cellsOfRecord(record).map((cell) => `${cell.set} on ${cell.target}`);
  throw new UsageError(
    'no-such-cell',
    `Run ${record.runId} has no ${set === undefined ? '' : `set ${set} on `}${target === undefined ? 'any target' : `target ${target}`}.`,
    {
      hint: `It has ${has.join(', ')}.`,
    },
  );
}

async function writeBaseline(project: Project, cell: Cell, baseline: Baseline): Promise<void> {
  const path = join(project.root, baselineFile(project, cell));
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, formatBaseline(baseline), 0o644);
}

/** `pawl baseline show`: what is accepted in the working tree. */
export async function showBaselines(
  world: World,
  [set, target]: readonly string[],
  flags: GlobalFlags,
): Promise<ExitCode> {
  const project = await openProject(world, flags);
  const cells = project.sets.flatMap((one) =>
    (one.targets ?? project.defaults.targets).map((name) => ({ set: one.name, target: name })),
  );
  const asked = cells.filter(
    (cell) => (set ?? cell.set) === cell.set && (target ?? cell.target) === cell.target,
  );
  if (asked.length === 0) {
    throw new UsageError(
      'no-such-cell',
      `There is no set ${set ?? ''} on ${target ?? 'any target'}.`,
      {
        hint: `Known: ${cells.map((cell) => `${cell.set} on ${cell.target}`).join(', ')}.`,
      },
    );
  }
  const search = { project, store: openRunStore(project.root), env: {} };
  const answers = await findBaselines(search, asked, { baseline: 'file' });
  const headers = answers.map((one) =>
    one.kind === 'found'
      ? { ...one, baseline: one.baseline.header, cases: one.baseline.cases.size }
      : one,
  );
  if (flags.json === true) world.stdout.write(jsonText({ format: 1, baselines: headers }));
  else world.stdout.write(renderBaselines(answers, canvasOf(world, world.stdout, flags)));
  return answers.some((one) => one.kind === 'unreadable') ? exitCodes.inconclusive : exitCodes.pass;
}
