import type { SetChange } from '@pawl/core';
import type { ValidatedSet } from '@pawl/report';

/** What a change did to a set, in the form in which it is shown. */
export function tellChange(change: SetChange): NonNullable<ValidatedSet['change']> {
  return {
    bump: change.needed,
    enough: change.enough,
    ...(change.before === undefined ? {} : { before: change.before }),
    what: whatChanged(change),
  };
}

function whatChanged(change: SetChange): readonly string[] {
  if (change.kind === 'new') return ['a new set'];
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['added', change.added],
    ['removed', change.removed],
    ['changed', change.changed],
    ['rescored', change.rescored],
    ['disabled', change.disabled],
    ['enabled', change.enabled],
    ['retagged', change.retagged],
    ['relinked', change.relinked],
  ];
  const cases = lists.flatMap(([word, ids]) =>
    ids.length === 0 ? [] : [`${word} ${nameSome(ids)}`],
  );
  const edits = [...change.scorers, ...change.policy, ...change.words].map(
    ({ what, before, after }) => `${what} ${before ?? 'none'} → ${after ?? 'none'}`,
  );
  const owner = change.owner;
  return owner === undefined
    ? [...cases, ...edits]
    : [...cases, `re-owned ${owner.before ?? ''} → ${owner.after ?? ''}`, ...edits];
}

function nameSome(ids: readonly string[]): string {
  const shown = ids.slice(0, 5).join(', ');
  return ids.length > 5 ? `${ids.length} (${shown}, …)` : `${ids.length} (${shown})`;
}
