import {
  makePlan,
  UsageError,
  type Plan,
  type PlanOptions,
  type Project,
  type RunRecord,
  type RunTerms,
} from '@pawl/core';
import { openRunStore } from '@pawl/runner';

import { explainWarnings } from '../explain-usage.ts';
import type { RunFlags } from '../grammar/flags.ts';
import type { World } from '../world.ts';
import { divideLimits } from './divide-limits.ts';
import { openHistory } from './open-history.ts';
import { openProject } from './open-project.ts';
import { failedCases, isPartial, planRun, type PlanWish } from './plan-run.ts';
import { recordedDurations } from './recorded-durations.ts';
import { refuseBadPrompts } from './refuse-bad-prompts.ts';
import { unpricedTargets } from './unpriced-targets.ts';
import { openWorkroom, type Workroom } from './workroom.ts';

/** A plan, and the room in which it can be carried out. */
export interface Work {
  readonly room: Workroom;
  readonly plan: Plan;
  /** Given when an earlier run is gone on with. */
  readonly resume?: string;
  readonly partial: boolean;
  /** Cache and money as the flags say, or said when the run was begun. */
  readonly terms: RunTerms;
  /** Whether every set on every target was meant. */
  readonly isWhole: boolean;
}

/** Loads the project and plans what the flags ask for; an interrupted run is planned as it was. */
export async function openWork(
  world: World,
  sets: readonly string[],
  flags: RunFlags,
): Promise<Work> {
  if (flags.resume !== undefined) return openInterrupted(world, flags);
  const project = divideLimits(await openProject(world, flags, sets), flags.shard);
  const wish = { ...(await wishOf(world, project, flags)), setsNamed: sets.length > 0 };
  const plan = planRun(project, wish);
  const warnings = refuseBadPrompts(plan);
  const room = openRoom(world, project, flags);
  const hasBudget = (flags.maxCost ?? project.maxCostUsd) !== undefined;
  const unpriced = hasBudget ? await unpricedTargets(plan, room.host) : [];
  explainWarnings(world, flags, [...warnings, ...unpriced]);
  return {
    room,
    plan,
    partial: isPartial(wish),
    terms: termsOf(flags),
    isWhole:
      sets.length === 0 &&
      flags.target === undefined &&
      flags.shard === undefined &&
      !isPartial(wish),
  };
}

function openRoom(world: World, project: Project, flags: RunFlags): Workroom {
  const share = flags.maxCost === undefined ? undefined : flags.maxCost / (flags.shard?.count ?? 1);
  return openWorkroom(world, project, {
    ...(flags.concurrency === undefined ? {} : { concurrency: flags.concurrency }),
    ...(share === undefined ? {} : { maxCostUsd: share }),
  });
}

async function wishOf(world: World, project: Project, flags: RunFlags): Promise<PlanWish> {
  const { shard } = flags;
  return {
    ...(flags.target === undefined ? {} : { targets: flags.target }),
    ...(flags.case === undefined ? {} : { cases: flags.case }),
    ...(flags.tag === undefined ? {} : { tags: flags.tag }),
    ...(flags.trials === undefined ? {} : { trials: flags.trials }),
    ...(shard === undefined ? {} : { shard, weigh: await recordedDurations(world, project) }),
    ...(flags.failed === undefined ? {} : { failed: await failedIn(project, flags.failed) }),
  };
}

async function failedIn(project: Project, asked: string): Promise<ReturnType<typeof failedCases>> {
  const store = openRunStore(project.root);
  return failedCases(await store.record(await store.resolve(asked)));
}

async function openInterrupted(world: World, flags: RunFlags): Promise<Work> {
  refuseOtherChoices(flags);
  const { store } = await openHistory(world, flags);
  const runId = await store.resolve(flags.resume === true ? 'latest' : (flags.resume ?? 'latest'));
  const record = await store.record(runId);
  const terms = { ...record.flags, ...termsOf(flags) };
  return { ...(await openWorkLike(world, { ...flags, ...terms }, record)), resume: runId };
}

function termsOf({ cache, maxCost }: RunFlags): RunTerms {
  return {
    ...(cache === undefined ? {} : { cache }),
    ...(maxCost === undefined ? {} : { maxCost }),
  };
}

/** A resumed run has its plan: whoever asks for another one must be told. */
function refuseOtherChoices(flags: RunFlags): void {
  const choosing = ['target', 'case', 'tag', 'trials', 'shard', 'failed'] as const;
  const given = choosing.filter((name) => flags[name] !== undefined);
  if (flags.plan === true) throw planOfResumed();
  if (given.length === 0) return;
  const names = given.map((name) => `--${name}`).join(', ');
  throw new UsageError(
    'resume-has-its-plan',
    `--resume goes on with the plan that was made; ${names} would change it.`,
    {
      hint: 'Leave it out, or start a new run without --resume.',
    },
  );
}

function planOfResumed(): UsageError {
  return new UsageError('resume-has-its-plan', '--plan shows what a new run would ask.', {
    hint: 'See what a run has done with `pawl show <run>`; --resume asks for the rest of it alone.',
  });
}

/** Plans what an earlier run planned, on today's definitions. */
export async function openWorkLike(
  world: World,
  flags: RunFlags,
  record: RunRecord,
): Promise<Work> {
  const names = record.sets.map((set) => set.name);
  const project = divideLimits(await openProject(world, flags, names), record.shard);
  const weigh = record.shard === undefined ? undefined : await recordedDurations(world, project);
  return {
    room: openRoom(world, project, record.shard ? { ...flags, shard: record.shard } : flags),
    plan: planAsRecorded(project, record, weigh),
    partial: record.partial === true,
    terms: termsOf(flags),
    isWhole: false,
  };
}

/** The same cases, targets and trials as a record's; whether the definitions are the same is the store's question. */
function planAsRecorded(project: Project, record: RunRecord, weigh: PlanOptions['weigh']): Plan {
  const stamps = new Map(
    record.sets.map((set) => [set.name, new Map(set.cases.map((one) => [one.id, one]))]),
  );
  const parts = record.sets.flatMap(({ name, targets }) => {
    const set = project.sets.find((one) => one.name === name);
    const known = targets.flatMap((target) => project.targets.get(target) ?? []);
    return set === undefined ? [] : [{ set, targets: known }];
  });
  return makePlan(parts, {
    keep: (set, evalCase) => stamps.get(set.name)?.has(evalCase.id) === true,
    trials: (set, evalCase) => stamps.get(set.name)?.get(evalCase.id)?.trials ?? set.trials,
    ...(record.shard === undefined ? {} : { shard: record.shard }),
    ...(weigh === undefined ? {} : { weigh }),
  });
}
