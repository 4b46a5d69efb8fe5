import type { EvalCase, EvalSet, Json, RuleChange, SetChange } from '@pawl/core';
import { diffPolicies } from '@pawl/gate';

import { diffScorers } from './diff-scorers.ts';

/** A set before and after a change. */
export interface SetPair {
  readonly before: EvalSet;
  readonly after: EvalSet;
}

/** The edits of a set as data for the gate: what, before and after, and whether it can make the set weaker. */
export function tellEdits(change: SetChange, { before, after }: SetPair): readonly RuleChange[] {
  return [
    ...change.removed.map((id) => caseEdit(id, 'removed', 'weaker')),
    ...change.disabled.map((id) => caseEdit(id, 'disabled', 'weaker')),
    ...change.relinked.map((id) => caseEdit(id, 'linked to other incidents', 'weaker')),
    ...change.rescored.flatMap((id) => rescoredCase(findCase(before, id), findCase(after, id))),
    ...change.changed.map((id) => caseEdit(id, 'input changed', 'other')),
    ...change.retagged.map((id) =>
      caseEdit(id, 'tags, cluster, weight or trials changed', 'other'),
    ),
    ...change.added.map((id) => caseEdit(id, 'added', 'stricter')),
    ...diffScorers(before.scorers, after.scorers),
    ...diffPolicies(before.policy, after.policy),
    ...[...(change.owner === undefined ? [] : [change.owner]), ...change.words].map((edit) => ({
      ...edit,
      direction: 'other' as const,
    })),
  ];
}

const findCase = ({ cases }: EvalSet, id: string): EvalCase | undefined =>
  cases.find((one) => one.id === id);

function caseEdit(id: string, after: string, direction: RuleChange['direction']): RuleChange {
  return { what: `case ${id}`, after, direction };
}

function rescoredCase(before: EvalCase | undefined, after: EvalCase | undefined): RuleChange[] {
  if (before === undefined || after === undefined) return [];
  const what = `case ${before.id}: `;
  return [
    ...expectedEdit(`${what}expected`, before.expected, after.expected),
    ...diffScorers(before.scorers, after.scorers, what),
  ];
}

/** More answers that are right is weaker, fewer is stricter. */
function expectedEdit(what: string, before?: Json, after?: Json): RuleChange[] {
  const [was, now] = [JSON.stringify(before), JSON.stringify(after)];
  if (was === now) return [];
  const [old, fresh] = [answersIn(before), answersIn(after)];
  const grown = old.every((one) => fresh.includes(one));
  const shrunk = fresh.every((one) => old.includes(one));
  const narrowed = shrunk ? 'stricter' : 'other';
  return [
    {
      what,
      ...(was === undefined ? {} : { before: was }),
      ...(now === undefined ? {} : { after: now }),
      direction: grown && before !== undefined ? 'weaker' : narrowed,
    },
  ];
}

function answersIn(expected: Json | undefined): readonly string[] {
  if (expected === undefined) return [];
  const answers: readonly Json[] = Array.isArray(expected) ? expected : [expected];
  return answers.map((answer) => JSON.stringify(answer));
}
