import type { RuleChange, SetChange } from '@pawl/core';

/** The edits of a set as data for the gate: what, before and after, and whether it can make the set weaker. */
export function tellEdits(change: SetChange): readonly RuleChange[] {
  return [
    ...change.removed.map((id) => caseEdit(id, 'removed', 'weaker')),
    ...change.disabled.map((id) => caseEdit(id, 'disabled', 'weaker')),
    ...change.relinked.map((id) => caseEdit(id, 'linked to other incidents', 'weaker')),
    ...change.rescored.map((id) => caseEdit(id, 'expectation or scorers changed', 'other')),
    ...change.changed.map((id) => caseEdit(id, 'input changed', 'other')),
    ...change.added.map((id) => caseEdit(id, 'added', 'stricter')),
    ...[...change.scorers, ...change.policy, ...change.words].map((edit) => ({
      ...edit,
      direction: 'other' as const,
    })),
  ];
}

function caseEdit(id: string, after: string, direction: RuleChange['direction']): RuleChange {
  return { what: `case ${id}`, after, direction };
}
