import {
  makePlan,
  UsageError,
  type Plan,
  type PlanOptions,
  type Project,
  type RunRecord,
  type Shard,
} from '@pawl/core';
import { isPassed } from '@pawl/gate';

import { caseFilter, checkFilter, chooseParts, type Choice } from './choose-parts.ts';

/** What is asked for beside the choice of cases. */
export interface PlanWish extends Choice {
  readonly trials?: number;
  readonly shard?: Shard;
  readonly weigh?: PlanOptions['weigh'];
}

/** Plans what is asked for. Throws a `UsageError` when that is nothing. */
export function planRun(project: Project, wish: PlanWish): Plan {
  const parts = chooseParts(project, wish);
  checkFilter(parts, wish);
  const keep = caseFilter(wish);
  const plan = makePlan(parts, {
    ...(wish.trials === undefined ? {} : { trials: wish.trials }),
    ...(wish.shard === undefined ? {} : { shard: wish.shard }),
    ...(wish.weigh === undefined ? {} : { weigh: wish.weigh }),
    ...(keep === undefined ? {} : { keep }),
  });
  refuseUnscored(plan);
  if (plan.planned > 0) return plan;
  throw nothingLeft(wish);
}

/** An answer that nobody has an opinion on is paid for in vain, and must never look like one that was scored. */
function refuseUnscored({ parts }: Plan): void {
  const bare = parts.flatMap(({ set, cases }) =>
    set.scorers.length > 0 ? [] : cases.filter((one) => one.case.scorers.length === 0),
  );
  const [first] = bare;
  if (first === undefined) return;
  const { id, place } = first.case;
  const message =
    bare.length === 1
      ? `Case ${JSON.stringify(id)} has no scorer`
      : `Case ${JSON.stringify(id)} and ${bare.length - 1} more have no scorer`;
  throw new UsageError('no-scorer', 'Without a scorer nothing is evaluated. Nothing was run.', {
    problems: [{ code: 'no-scorer', place, message, severity: 'error' }],
    hint: 'List `scorers` in set.yaml, for example `- contains: "30 days"`.',
  });
}

function nothingLeft({ cases, tags, failed, shard }: PlanWish): UsageError {
  const asked = [
    ...(cases ?? []).map((id) => `case ${id}`),
    ...(tags ?? []).map((tag) => `tag ${tag}`),
    ...(failed === undefined ? [] : ['failed before']),
    ...(shard === undefined ? [] : [`shard ${shard.index}/${shard.count}`]),
  ];
  if (asked.length === 0)
    return new UsageError('no-cases', 'No case is left to run: all of them are disabled.', {
      hint: 'Remove `disabled` from a case, or name another set.',
    });
  return new UsageError('no-cases', `No case matches: ${asked.join(', ')}.`, {
    hint: 'Loosen the filter, or look at the cases with `pawl validate`.',
  });
}

/** Whether a wish leaves cases out: such a run is never a baseline. */
export function isPartial(wish: PlanWish): boolean {
  return wish.cases !== undefined || wish.tags !== undefined || wish.failed !== undefined;
}

/** The cases of a run that did not pass on every trial, by set; faults and missing scores count as not passed. */
export function failedCases(record: RunRecord): ReadonlyMap<string, ReadonlySet<string>> {
  const failed = new Map<string, Set<string>>();
  for (const cell of record.cells) {
    const set = record.sets.find((stamp) => stamp.name === cell.set);
    if (set === undefined) continue;
    const passed = new Set(cell.cases.filter((one) => isPassed(one, set)).map((one) => one.case));
    const missed = set.cases.filter((stamp) => !passed.has(stamp.id)).map((stamp) => stamp.id);
    failed.set(cell.set, new Set([...(failed.get(cell.set) ?? []), ...missed]));
  }
  return failed;
}

/** The sets and targets of a plan. */
export function cellsOfPlan(
  plan: Plan,
): readonly { readonly set: string; readonly target: string }[] {
  return plan.parts.flatMap(({ set, targets }) =>
    targets.map((target) => ({ set: set.name, target: target.name })),
  );
}

/** The sets and targets of a record. */
export function cellsOfRecord(
  record: RunRecord,
): readonly { readonly set: string; readonly target: string }[] {
  return record.cells.map(({ set, target }) => ({ set, target }));
}

/** Every case of every set on each of its targets: what could be run. */
export function planAll(project: Project): Plan {
  return makePlan(
    project.sets.map((set) => ({
      set,
      targets: (set.targets ?? project.defaults.targets).flatMap(
        (name) => project.targets.get(name) ?? [],
      ),
    })),
  );
}
