import type { ExitCode } from '@pawl/core';

import type { CheckFlags } from '../grammar/flags.ts';
import { afterAsking } from '../path/after-asking.ts';
import { confirmVerdict } from '../path/confirm-verdict.ts';
import { executeWork } from '../path/execute-work.ts';
import {
  findBaselines,
  sourcesOf,
  type BaselineSearch,
  type Cell,
} from '../path/find-baselines.ts';
import { judgeRun } from '../path/judge-run.ts';
import { keepVerdict } from '../path/keep-verdict.ts';
import { openWork, type Work } from '../path/open-work.ts';
import { cellsOfPlan } from '../path/plan-run.ts';
import { shareAnswers } from '../path/share-answers.ts';
import { showPlan } from '../path/show-plan.ts';
import { vanishedCells } from '../path/vanished-cells.ts';
import { reportVerdict } from '../path/write-reports.ts';
import type { World } from '../world.ts';

type Judged = Pick<Parameters<typeof judgeRun>[1], 'record' | 'baselines'>;

/** `pawl check`: run, then gate. This is the path from files to a verdict. */
export async function check(
  world: World,
  sets: readonly string[],
  flags: CheckFlags,
): Promise<ExitCode> {
  const work = await openWork(world, sets, flags);
  if (flags.plan === true) return showPlan(work, flags);
  const { room } = work;
  const search = { project: room.project, store: room.store, env: world.env };
  const baselines = await findBaselines(search, await cellsToJudge(search, work, flags), flags);
  const { record } = await executeWork(work, flags, shareAnswers(baselines));
  return afterAsking(world, record.runId, () => judge(work, flags, { record, baselines }));
}

async function judge(work: Work, flags: CheckFlags, given: Judged): Promise<ExitCode> {
  const { room } = work;
  const { record, baselines } = given;
  const first = { ...given, ...(flags.against === undefined ? {} : { against: flags.against }) };
  const verdict = await judgeRun(room, first);
  const confirmed =
    flags.confirm === undefined
      ? undefined
      : await confirmVerdict(work, { ...first, verdict, trials: flags.confirm });
  const final =
    confirmed === undefined ? verdict : await judgeRun(room, { ...first, ...confirmed });
  await room.close();
  await keepVerdict(room.store, final);
  const sources = sourcesOf(baselines);
  await reportVerdict(room.world, flags, {
    verdict: final,
    record: confirmed?.record ?? record,
    sources,
  });
  return final.exitCode;
}

/** What is planned; where all was to be checked, also what has a baseline and is gone. */
async function cellsToJudge(
  search: BaselineSearch,
  { plan, isWhole }: Work,
  flags: CheckFlags,
): Promise<readonly Cell[]> {
  const planned = cellsOfPlan(plan);
  return isWhole ? [...planned, ...(await vanishedCells(search, planned, flags))] : planned;
}
