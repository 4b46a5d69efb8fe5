import {
  compareAllSets,
  foldRun,
  makePlan,
  type BaselineAnswer,
  type EvalCase,
  type EvalSet,
  type Project,
  type Target,
  type RunEvent,
  type RunRecord,
  type SetChange,
} from '@pawl/core';
import { judge, readOldHardCases, type HardQuestion, type OldRuler } from '@pawl/gate';

import type { BaseDefinitions } from './base-definitions.ts';
import { stampPlan } from './carry-out.ts';
import { policiesOf } from './gather-evidence.ts';
import { sameQuestion } from './same-question.ts';
import { scoreAgain } from './score-again.ts';
import { tellEdits, type SetPair } from './tell-edits.ts';
import type { Workroom } from './workroom.ts';

/** What the old ruler measures: head's outputs, base's definitions, base's accepted values. */
export interface OldRulerQuestion {
  readonly head: Workroom;
  readonly base: BaseDefinitions;
  readonly record: RunRecord;
  readonly baselines: readonly BaselineAnswer[];
  /** The base's rules judge the change; else those that the baselines were accepted under. */
  readonly basePolicies: boolean;
}

/** Scores head's outputs under base's definition of each set that the change edits, and compares. */
export async function judgeOldRulers(question: OldRulerQuestion): Promise<readonly OldRuler[]> {
  const { head, base, record } = question;
  const changes = compareAllSets(base.project.sets, head.project.sets).filter(
    (one) => one.kind === 'changed',
  );
  const rulers: OldRuler[] = [];
  for (const change of changes) {
    const pair = setsOf(question, change);
    if (pair === undefined || !record.sets.some((set) => set.name === change.set)) continue;
    rulers.push(...(await measure(question, change, pair)));
  }
  return rulers;
}

function setsOf({ head, base }: OldRulerQuestion, { set }: SetChange): SetPair | undefined {
  const before = base.project.sets.find((one) => one.name === set);
  const after = head.project.sets.find((one) => one.name === set);
  return before === undefined || after === undefined ? undefined : { before, after };
}

async function measure(
  question: OldRulerQuestion,
  change: SetChange,
  pair: SetPair,
): Promise<readonly OldRuler[]> {
  const { baselines, head } = question;
  const asked = askedOf(question, pair);
  const old = await scoreUnderBase(question, pair, asked);
  const questions = hardQuestions(question.base.project, pair.before, asked);
  const at = head.world.now().toISOString();
  const policies = policiesOf(question.base.project);
  const { comparisons } = judge({
    record: old,
    baselines,
    at,
    policies,
    ...(question.basePolicies ? { basePolicies: policies } : {}),
  });
  const edits = tellEdits(change, pair);
  const lost = [...change.removed, ...change.changed, ...change.disabled];
  return asked.names.map((target) => ({
    set: change.set,
    target,
    comparisons: comparisons.filter((one) => one.set === change.set && one.target === target),
    edits,
    hard: readOldHardCases(
      { record: old, baselines, at, basePolicies: policies },
      { set: change.set, target },
      questions,
    ),
    ...(lost.length === 0
      ? {}
      : {
          notMeasured: `this branch gave no answer to ${lost.length} of base's cases (${lost.slice(0, 3).join(', ')}${lost.length > 3 ? ', …' : ''})`,
        }),
  }));
}

/** What head asked under a set's name. */
interface Asked {
  /** Every target of the record, also one that the project declares no more. */
  readonly names: readonly string[];
  readonly targets: readonly Target[];
  /** By planned case. */
  readonly trials: ReadonlyMap<string, number>;
  /** Whether it asked what the base's case asks. */
  readonly same: (evalCase: EvalCase) => boolean;
}

function askedOf({ head, record }: OldRulerQuestion, pair: SetPair): Asked {
  const stamp = record.sets.find((set) => set.name === pair.before.name);
  const names = stamp?.targets ?? [];
  const targets = names.flatMap((name) => head.project.targets.get(name) ?? []);
  const trials = new Map(stamp?.cases.map((one) => [one.id, one.trials]));
  return { names, targets, trials, same: sameQuestion(pair, targets) };
}

async function scoreUnderBase(
  { head, base, record }: OldRulerQuestion,
  pair: SetPair,
  { targets, trials, same }: Asked,
): Promise<RunRecord> {
  const plan = makePlan([{ set: pair.before, targets }], {
    keep: (_set, evalCase) => trials.has(evalCase.id) && same(evalCase),
    trials: (set, evalCase) => trials.get(evalCase.id) ?? set.trials,
  });
  const start = await stampPlan(base.room, plan, { resume: record.runId });
  const events = head.store.read(record.runId);
  const at = head.world.now().toISOString();
  const scoreTrial = base.room.scoreTrial;
  return foldRun(await gather(scoreAgain({ plan, start, events, scoreTrial, at })));
}

/** The base's critical cases and guards that head planned, and whether head asked their question. */
function hardQuestions(project: Project, before: EvalSet, asked: Asked): readonly HardQuestion[] {
  return before.cases.flatMap((evalCase): HardQuestion[] => {
    const { id, critical, disabled } = evalCase;
    const incidents = guardedBy(project, before, evalCase);
    const isHard = critical || incidents.length > 0;
    if (!isHard || disabled !== undefined || !asked.trials.has(id)) return [];
    return [{ case: id, incidents, asked: asked.same(evalCase) }];
  });
}

/** The incidents that a case guards: those that it names, and those whose files name it. */
function guardedBy({ incidents }: Project, set: EvalSet, evalCase: EvalCase): readonly string[] {
  const filed = incidents.filter(({ guards }) =>
    guards.some((guard) => guard.set === set.name && guard.case === evalCase.id),
  );
  return [...new Set([...evalCase.incidents, ...filed.map(({ id }) => id)])];
}

async function gather(events: AsyncIterable<RunEvent>): Promise<readonly RunEvent[]> {
  const gathered: RunEvent[] = [];
  for await (const event of events) gathered.push(event);
  return gathered;
}
