import { nearestWord, UsageError, type PlanPart, type ScorerSpec } from '@pawl/core';

/** The scorer that is held against people: the one named, else the only judge, else the only one that is no label. */
export function chooseScorer({ set, cases }: PlanPart, asked: string | undefined): ScorerSpec {
  const all = [
    ...new Map(
      [...set.scorers, ...cases.flatMap((one) => one.case.scorers)].map((spec) => [
        spec.name,
        spec,
      ]),
    ).values(),
  ];
  if (asked !== undefined)
    return all.find((spec) => spec.name === asked) ?? unknown(set.name, asked, all);
  const opinions = all.filter((spec) => spec.type !== 'field');
  const judges = opinions.filter((spec) => spec.judge !== undefined);
  const [only, ...others] = judges.length === 1 ? judges : opinions;
  if (only !== undefined && others.length === 0) return only;
  const names = opinions.map((spec) => spec.name).join(', ');
  throw new UsageError(
    'no-scorer',
    `Set ${set.name} has ${opinions.length} scorers to choose from.`,
    {
      hint:
        names === ''
          ? 'Add the scorer to `scorers` in set.yaml, with `advisory: true` when it is not to decide.'
          : `Name one: --scorer ${only?.name ?? ''} (of ${names}).`,
    },
  );
}

function unknown(set: string, asked: string, all: readonly ScorerSpec[]): never {
  const names = all.map((spec) => spec.name);
  const near = nearestWord(asked, names);
  throw new UsageError('unknown-scorer', `Set ${set} has no scorer ${asked}.`, {
    hint: near === undefined ? `It has ${names.join(', ')}.` : `Did you mean ${near}?`,
  });
}
