import {
  UsageError,
  type Plan,
  type PlanPart,
  type RunEvent,
  type ScorerSpec,
  type Target,
} from '@pawl/core';

import type { CalibrateFlags } from '../grammar/judge.ts';
import { executeOnly, stampUnrecorded } from '../path/carry-out.ts';
import { openHistory } from '../path/open-history.ts';
import { openWork, openWorkLike, type Work } from '../path/open-work.ts';
import { scoreAgain } from '../path/score-again.ts';
import type { Workroom } from '../path/workroom.ts';
import type { World } from '../world.ts';

/** The outputs of a set that can be scored without calling a target: recorded ones, or those of a run. */
export interface LabelledOutputs {
  readonly room: Workroom;
  /** The set, its targets and its cases. */
  readonly part: PlanPart;
  /** The events of the run that holds the outputs; left out: they are recorded rows. */
  readonly stored?: AsyncIterable<RunEvent>;
}

/** Opens the outputs that a calibration reads. */
export async function openOutputs(
  world: World,
  set: string,
  flags: CalibrateFlags,
): Promise<LabelledOutputs> {
  if (flags.run === undefined) {
    const work = await openWork(world, [set], flags);
    const part = partOf(work, set, flags);
    for (const target of part.targets) mustBeRecorded(target, set);
    return { room: work.room, part };
  }
  const { store } = await openHistory(world, flags);
  const runId = await store.resolve(flags.run);
  const work = await openWorkLike(world, flags, await store.record(runId));
  return { room: work.room, part: partOf(work, set, flags), stored: store.read(runId) };
}

function partOf({ plan }: Work, set: string, { run, target: asked }: CalibrateFlags): PlanPart {
  const part = plan.parts.find((one) => one.set.name === set);
  if (part === undefined) {
    throw new UsageError('unknown-set', `Run ${run ?? ''} has no set ${set}.`, {
      hint: `It ran ${plan.parts.map((one) => one.set.name).join(', ')}.`,
    });
  }
  const targets = part.targets.filter(({ name }) => asked === undefined || asked.includes(name));
  if (targets.length > 0) return { ...part, targets };
  throw new UsageError('unknown-target', `Run ${run ?? ''} has no target ${asked?.join(', ')}.`, {
    hint: `It ran on ${part.targets.map((one) => one.name).join(', ')}.`,
  });
}

function mustBeRecorded(target: Target, set: string): void {
  if (target.provider === 'recorded') return;
  throw new UsageError('not-recorded', `The outputs of target ${target.name} are not recorded.`, {
    hint: `Run it, then score what it gave: pawl run ${set} --target ${target.name} && pawl judge calibrate ${set} --run latest. Or choose a recorded one by --target.`,
  });
}

/** Scores the outputs with one scorer alone, one event a trial; nothing is recorded. */
export async function* scoreWith(
  { room, part, stored }: LabelledOutputs,
  scorer: ScorerSpec,
): AsyncGenerator<RunEvent> {
  const plan = planOf(part, scorer);
  if (stored === undefined) {
    yield* executeOnly(room, plan);
    return;
  }
  const start = await stampUnrecorded(room, plan);
  const at = room.world.now().toISOString();
  yield* scoreAgain({ plan, start, events: stored, scoreTrial: room.scoreTrial, at });
}

/** The same cases and trials, where every other scorer is left out. */
function planOf({ set, targets, cases }: PlanPart, { name }: ScorerSpec): Plan {
  const only = (scorers: readonly ScorerSpec[]): readonly ScorerSpec[] =>
    scorers.filter((spec) => spec.name === name);
  const part: PlanPart = {
    set: { ...set, scorers: only(set.scorers) },
    targets,
    cases: cases.map(({ case: evalCase, trials }) => ({
      case: { ...evalCase, scorers: only(evalCase.scorers) },
      trials,
    })),
  };
  const trials = cases.reduce((sum, planned) => sum + planned.trials, 0);
  return { parts: [part], planned: trials * targets.length };
}
