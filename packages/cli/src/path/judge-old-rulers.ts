import {
  canonicalText,
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
import { requestMaker, type MadeRequest } from '@pawl/runner';

import type { BaseDefinitions } from './base-definitions.ts';
import { stampPlan } from './carry-out.ts';
import { policiesOf } from './gather-evidence.ts';
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
  const { record, baselines, head } = question;
  const old = await scoreUnderBase(question, pair);
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
  const stamp = record.sets.find((set) => set.name === change.set);
  return (stamp?.targets ?? []).map((target) => ({
    set: change.set,
    target,
    comparisons: comparisons.filter((one) => one.set === change.set && one.target === target),
    edits,
    hard: readOldHardCases(
      { record: old, baselines, at, basePolicies: policies },
      { set: change.set, target },
      hardQuestions(question, pair),
    ),
    ...(lost.length === 0
      ? {}
      : {
          notMeasured: `this branch gave no answer to ${lost.length} of base's cases (${lost.slice(0, 3).join(', ')}${lost.length > 3 ? ', …' : ''})`,
        }),
  }));
}

async function scoreUnderBase(
  { head, base, record }: OldRulerQuestion,
  pair: SetPair,
): Promise<RunRecord> {
  const stamp = record.sets.find((set) => set.name === pair.before.name);
  const targets = (stamp?.targets ?? []).flatMap((name) => head.project.targets.get(name) ?? []);
  const asked = sameQuestion(pair, targets);
  const trials = new Map(stamp?.cases.map((one) => [one.id, one.trials]));
  const plan = makePlan([{ set: pair.before, targets }], {
    keep: (_set, evalCase) => trials.has(evalCase.id) && asked(evalCase),
    trials: (set, evalCase) => trials.get(evalCase.id) ?? set.trials,
  });
  const start = await stampPlan(base.room, plan, { resume: record.runId });
  const events = head.store.read(record.runId);
  const at = head.world.now().toISOString();
  const scoreTrial = base.room.scoreTrial;
  return foldRun(await gather(scoreAgain({ plan, start, events, scoreTrial, at })));
}

/** The base's critical cases and guards that head planned, and whether head asked their question. */
function hardQuestions(
  { head, base, record }: OldRulerQuestion,
  pair: SetPair,
): readonly HardQuestion[] {
  const stamp = record.sets.find((set) => set.name === pair.before.name);
  const planned = new Set(stamp?.cases.map((one) => one.id));
  const targets = (stamp?.targets ?? []).flatMap((name) => head.project.targets.get(name) ?? []);
  const asked = sameQuestion(pair, targets);
  return pair.before.cases.flatMap((evalCase): HardQuestion[] => {
    const { id, critical, disabled } = evalCase;
    const incidents = guardedBy(base.project, pair.before, evalCase);
    const isHard = critical || incidents.length > 0;
    if (!isHard || disabled !== undefined || !planned.has(id)) return [];
    return [{ case: id, incidents, asked: asked(evalCase) }];
  });
}

/** The incidents that a case guards: those that it names, and those whose files name it. */
function guardedBy({ incidents }: Project, set: EvalSet, evalCase: EvalCase): readonly string[] {
  const filed = incidents.filter(({ guards }) =>
    guards.some((guard) => guard.set === set.name && guard.case === evalCase.id),
  );
  return [...new Set([...evalCase.incidents, ...filed.map(({ id }) => id)])];
}

/** An output answers base's question only where head asked the same one of every target. */
function sameQuestion(
  { before, after }: SetPair,
  targets: readonly Target[],
): (evalCase: EvalCase) => boolean {
  const make = requestMaker();
  return (evalCase) => {
    const now = after.cases.find((one) => one.id === evalCase.id);
    if (now === undefined) return false;
    const plain = (one: EvalCase): string => canonicalText([one.input, one.metadata ?? null]);
    const isPlain = plain(now) === plain(evalCase);
    if (isPlain && canonicalText(now.tags) === canonicalText(evalCase.tags)) return true;
    const ask = (target: Target, one: EvalCase): string | undefined =>
      digestOf(() => make(target, { set: before.name, case: one }));
    return targets.every((target) => {
      if (!isRendered(target)) return isPlain;
      const old = ask(target, evalCase);
      return old !== undefined && old === ask(target, now);
    });
  };
}

/** Whether what a target is asked is rendered from a template, which may also see a case's tags. */
const isRendered = ({ provider }: Target): boolean =>
  provider === 'openai' || provider === 'anthropic' || provider === 'http';

/** Digest of a request; `undefined` where head's template cannot say what base asks. */
function digestOf(make: () => MadeRequest): string | undefined {
  try {
    return make().digest();
  } catch {
    return undefined;
  }
}

async function gather(events: AsyncIterable<RunEvent>): Promise<readonly RunEvent[]> {
  const gathered: RunEvent[] = [];
  for await (const event of events) gathered.push(event);
  return gathered;
}
