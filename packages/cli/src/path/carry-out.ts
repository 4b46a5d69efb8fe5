import { createHash } from 'node:crypto';

import {
  plannedTrials,
  type Plan,
  type PlannedTrial,
  type RunEvent,
  type RunRecord,
  type RunStarted,
  type RunTerms,
  type Score,
  type TrialFinished,
} from '@pawl/core';
import { openTarget } from '@pawl/providers';
import { execute, record, type ExecuteIo, type ResponseCache, type RunWriter } from '@pawl/runner';

import { harnessVersion } from '../harness-version.ts';
import type { World } from '../world.ts';
import { repositoryState } from './repository-state.ts';
import { requestOfTrial } from './request-of-trial.ts';
import { stampRun } from './stamp-run.ts';
import { tightenHeap } from './tighten-heap.ts';
import type { Workroom } from './workroom.ts';

/** What may be added to carrying out a plan. */
export interface CarryOutOptions {
  readonly partial?: boolean;
  /** What goes into the record of how it was asked for. */
  readonly flags?: RunTerms;
  /** The commit whose definitions these are, where the folder is no checkout. */
  readonly commit?: string;
  readonly cache?: ResponseCache;
  /** The baseline's values for an equal request; then no call is made. */
  readonly shared?: (trial: PlannedTrial, digest: string) => readonly Score[] | undefined;
  /** Goes on with this run instead of beginning a new one. */
  readonly resume?: string;
  /** Answers of an earlier run to the same trials: taken over, not asked for again. */
  readonly replay?: readonly TrialFinished[];
  readonly onEvent?: (event: RunEvent) => void;
}

/** SHA-256 of a text in hexadecimal. */
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Executes and records a plan: the record of a new run, or of one that is gone on with. */
export async function carryOut(
  room: Workroom,
  plan: Plan,
  options: CarryOutOptions = {},
): Promise<RunRecord> {
  const start = await stampPlan(room, plan, options);
  const run = await beginRun(room, start, options.resume);
  const replay = replayedTrials(plan, options.replay ?? []);
  const io: ExecuteIo = {
    ...ioFor(room, start, options),
    ...run.earlier,
    ...(replay.size === 0 ? {} : { replay: (trial) => replay.get(trial.index) }),
  };
  tightenHeap(plan);
  const doing = tellTrials(room.world, start.planned);
  return record(execute(plan, io), run.writer, {
    now: room.world.now,
    onEvent: (event) => {
      doing(event);
      options.onEvent?.(event);
    },
  });
}

/** Tells the world how many trials are done. */
function tellTrials({ stage }: World, planned: number): (event: RunEvent) => void {
  let done = 0;
  const tell = (): void => stage?.(`running trials: ${done} of ${planned} are finished`);
  tell();
  return ({ type }) => {
    if (type !== 'trial-finished') return;
    done += 1;
    tell();
  };
}

/** The events of a plan that is carried out once and not recorded. */
export async function* executeOnly(room: Workroom, plan: Plan): AsyncGenerator<RunEvent> {
  yield* execute(plan, ioFor(room, await stampUnrecorded(room, plan), {}));
}

/** The first event of a run that is not recorded: no name is taken for it. */
export function stampUnrecorded(room: Workroom, plan: Plan): Promise<RunStarted> {
  return stampPlan(room, plan, { resume: 'unrecorded' });
}

/** Earlier answers under their place in this plan. */
function replayedTrials(
  plan: Plan,
  earlier: readonly TrialFinished[],
): ReadonlyMap<number, TrialFinished> {
  if (earlier.length === 0) return new Map();
  const keyOf = (...key: readonly (string | number)[]): string => JSON.stringify(key);
  const answers = new Map(
    earlier.map((one) => [keyOf(one.set, one.case, one.target, one.trial), one]),
  );
  const replay = new Map<number, TrialFinished>();
  for (const { index, set, case: evalCase, target, trial } of plannedTrials(plan)) {
    const known = answers.get(keyOf(set.name, evalCase.id, target.name, trial));
    if (known?.result.kind === 'answered') replay.set(index, known);
  }
  return replay;
}

/** The first event of a run of this plan. */
export async function stampPlan(
  room: Workroom,
  plan: Plan,
  options: Pick<CarryOutOptions, 'resume' | 'partial' | 'commit' | 'flags'>,
): Promise<RunStarted> {
  const now = room.world.now();
  const { commit } = options;
  const [state, runId] = await Promise.all([
    commit === undefined ? repositoryState(room.project.root) : { commit },
    options.resume ?? room.store.newId(now),
  ]);
  return stampRun(plan, {
    runId,
    at: now.toISOString(),
    harness: harnessVersion,
    sha256,
    ...state,
    ...(options.partial === true ? { partial: true } : {}),
    ...(options.flags === undefined ? {} : { flags: options.flags }),
  });
}

interface BegunRun {
  readonly writer: RunWriter;
  readonly earlier?: Pick<ExecuteIo, 'done' | 'suspect'>;
}

async function beginRun(room: Workroom, start: RunStarted, resume?: string): Promise<BegunRun> {
  if (resume === undefined) return { writer: await room.store.create(start) };
  const { writer, done, suspects, paidUsd } = await room.store.resume(resume, start);
  room.calls.spending.startFrom(paidUsd);
  return {
    writer,
    earlier: { done: (index) => done.has(index), suspect: (index) => suspects.has(index) },
  };
}

function ioFor(room: Workroom, start: RunStarted, options: CarryOutOptions): ExecuteIo {
  const { world, host, calls } = room;
  const { cache, shared } = options;
  const scoreTrial = cache === undefined ? room.scoreTrial : room.scorerWith(cache);
  return {
    start,
    open: (target) => openTarget(target, host),
    request: requestOfTrial(),
    score: (trial, answer) => scoreTrial(trial, answer, world.killed),
    concurrency: calls.concurrency,
    signal: world.interrupted,
    hardSignal: world.killed,
    now: world.now,
    clock: world.clock,
    random: world.random,
    calls,
    ...(shared === undefined ? {} : { shared }),
    ...(cache === undefined ? {} : { cache }),
  };
}
