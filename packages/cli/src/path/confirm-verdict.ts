import {
  makePlan,
  type BaselineAnswer,
  type Plan,
  type RunRecord,
  type TrialFinished,
  type Verdict,
} from '@pawl/core';
import { addTrials } from '@pawl/gate';

import { openBase, type BaseDefinitions } from './base-definitions.ts';
import { carryOut } from './carry-out.ts';
import type { Work } from './open-work.ts';
import { pairKey } from './pair-key.ts';

/** What was judged, and how often more to ask. */
export interface Doubtful {
  readonly record: RunRecord;
  readonly baselines: readonly BaselineAnswer[];
  readonly verdict: Verdict;
  /** More trials of each case, on either side. */
  readonly trials: number;
}

/** Record and baselines with the further trials of both sides. */
export interface Confirmed {
  readonly record: RunRecord;
  readonly baselines: readonly BaselineAnswer[];
  readonly confirmed: { readonly trials: number; readonly cases: number };
}

/** Only what statistics decided can be confirmed by more trials. */
const confirmable: ReadonlySet<string> = new Set([
  'regressed',
  'leaning-worse',
  'slice-worse',
  'unsure',
]);

/**
 * Asks again before a verdict blocks: further trials of every case whose request differs from the baseline's,
 * of this branch and of the baseline's own commit, at the same time. Cases are never chosen by their outcome.
 */
export async function confirmVerdict(
  work: Work,
  doubtful: Doubtful,
): Promise<Confirmed | undefined> {
  const { verdict, baselines } = doubtful;
  const blocking = verdict.findings.filter(
    (one) => one.level === 'fail' || (one.level === 'doubt' && one.blocking),
  );
  if (blocking.length === 0 || !blocking.every((one) => confirmable.has(one.code)))
    return undefined;
  const affected = affectedCases(doubtful);
  const commit = commonCommit(baselines);
  if (affected.size === 0 || commit === undefined) return undefined;
  const { world, project } = work.room;
  const base = await openBase(world, project, commit);
  try {
    return await askBothSides(work, { ...doubtful, affected, base });
  } finally {
    await base.remove();
  }
}

type Affected = ReadonlyMap<string, ReadonlySet<string>>;

/** By set and target, the cases that are asked differently now than in the baseline, or whose request cannot tell. */
function affectedCases({ record, baselines }: Doubtful): Affected {
  const transparent = new Map(record.targets.map((target) => [target.name, target.transparent]));
  const affected = new Map<string, ReadonlySet<string>>();
  for (const answer of baselines) {
    if (answer.kind !== 'found') continue;
    const cell = record.cells.find((one) => one.set === answer.set && one.target === answer.target);
    const differs = (cell?.cases ?? []).filter((one) => {
      const known = answer.baseline.cases.get(one.case);
      if (known === undefined || known.hash !== one.hash) return false;
      return transparent.get(answer.target) !== true || known.request !== one.request;
    });
    if (differs.length > 0)
      affected.set(pairKey(answer.set, answer.target), new Set(differs.map((one) => one.case)));
  }
  return affected;
}

/** The commit that all baselines were measured at; nothing where they differ or none is known. */
function commonCommit(baselines: readonly BaselineAnswer[]): string | undefined {
  const commits = baselines.flatMap((answer) =>
    answer.kind === 'found' ? [answer.baseline.header.commit] : [],
  );
  const [first] = commits;
  return commits.every((commit) => commit === first) ? first : undefined;
}

interface Asking extends Doubtful {
  readonly affected: Affected;
  readonly base: BaseDefinitions;
}

async function askBothSides(work: Work, asking: Asking): Promise<Confirmed> {
  const [record, baseRecord] = await Promise.all([askHead(work, asking), askBase(work, asking)]);
  const baselines = asking.baselines.map((answer) => addTrials(answer, baseRecord));
  const cases = [...asking.affected.values()].reduce((sum, ids) => sum + ids.size, 0);
  return { record, baselines, confirmed: { trials: asking.trials, cases } };
}

/** A new run: what the judged one answered, and the further trials. */
async function askHead({ room, plan, partial }: Work, asking: Asking): Promise<RunRecord> {
  const { record, affected, trials } = asking;
  const isAffected = (set: string, evalCase: string): boolean =>
    plan.parts.some(
      (part) =>
        part.set.name === set &&
        part.targets.some(
          (target) => affected.get(pairKey(set, target.name))?.has(evalCase) === true,
        ),
    );
  const before = new Map(
    record.sets.flatMap((set) => set.cases.map((one) => [pairKey(set.name, one.id), one.trials])),
  );
  const more = makePlan(plan.parts, {
    keep: (set, evalCase) => before.has(pairKey(set.name, evalCase.id)),
    trials: (set, evalCase) =>
      (before.get(pairKey(set.name, evalCase.id)) ?? set.trials) +
      (isAffected(set.name, evalCase.id) ? trials : 0),
  });
  const replay: TrialFinished[] = [];
  for await (const event of room.store.read(record.runId))
    if (event.type === 'trial-finished') replay.push(event);
  return carryOut(room, more, { partial, replay });
}

async function askBase({ room }: Work, { affected, base, trials }: Asking): Promise<RunRecord> {
  const storeRoom = { ...base.room, store: room.store, calls: room.calls };
  return carryOut(storeRoom, planOfBase(base, affected, trials), {
    partial: true,
    commit: base.commit,
  });
}

function planOfBase({ project }: BaseDefinitions, affected: Affected, trials: number): Plan {
  const parts = project.sets.map((set) => ({
    set,
    targets: (set.targets ?? project.defaults.targets)
      .filter((name) => affected.has(pairKey(set.name, name)))
      .flatMap((name) => project.targets.get(name) ?? []),
  }));
  const touched = new Set(
    [...affected].flatMap(([key, ids]) => {
      const [set]: readonly string[] = JSON.parse(key);
      return [...ids].map((id) => pairKey(set ?? '', id));
    }),
  );
  return makePlan(
    parts.filter((part) => part.targets.length > 0),
    { trials, keep: (set, evalCase) => touched.has(pairKey(set.name, evalCase.id)) },
  );
}
