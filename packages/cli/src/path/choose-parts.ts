import {
  nearestWord,
  UsageError,
  type EvalCase,
  type EvalSet,
  type PlanOptions,
  type Project,
  type Target,
} from '@pawl/core';

/** Which part of the project is meant; what is left out means all of it. */
export interface Choice {
  /** Where the sets were named too, also targets that a set does not list. */
  readonly targets?: readonly string[];
  readonly setsNamed?: boolean;
  readonly cases?: readonly string[];
  readonly tags?: readonly string[];
  /** Case ids of an earlier run that failed there, by set. */
  readonly failed?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Sets with the targets they run on. */
export interface ChosenPart {
  readonly set: EvalSet;
  readonly targets: readonly Target[];
}

/** The sets and targets of a choice, in stable order. Throws a `UsageError` for what is not there. */
export function chooseParts(project: Project, choice: Choice): readonly ChosenPart[] {
  for (const name of choice.targets ?? []) mustKnow('target', name, project.targets.keys());
  const parts = project.sets
    .map((set) => ({ set, targets: targetsOf(project, set, choice) }))
    .filter((part) => part.targets.length > 0);
  if (parts.length === 0) throw nothingToRun(project, choice);
  const idle = (choice.targets ?? []).filter(
    (name) => !parts.some((part) => part.targets.some((target) => target.name === name)),
  );
  if (idle.length > 0) throw nothingToRun(project, { targets: idle });
  return parts;
}

function targetsOf(
  project: Project,
  set: EvalSet,
  { targets, setsNamed }: Choice,
): readonly Target[] {
  const chosen =
    targets === undefined
      ? listedBy(project, set)
      : targets.filter((name) => setsNamed === true || runsOn(project, set, name));
  return [...new Set(chosen)].flatMap((name) => project.targets.get(name) ?? []);
}

/** A target that no set lists runs where a set leaves its targets to the defaults. */
function runsOn(project: Project, set: EvalSet, name: string): boolean {
  const isListed = project.sets.some((one) => listedBy(project, one).includes(name));
  return isListed ? listedBy(project, set).includes(name) : set.targets === undefined;
}

const listedBy = ({ defaults }: Project, { targets }: EvalSet): readonly string[] =>
  targets ?? defaults.targets;

function nothingToRun(project: Project, choice: Choice): UsageError {
  const sets = project.sets.map((set) => set.name).join(', ');
  if (choice.targets !== undefined) {
    return new UsageError('no-target', `None of ${sets} runs on ${choice.targets.join(', ')}.`, {
      hint: "List it under `targets` in the set's set.yaml, or choose another --target.",
    });
  }
  return new UsageError('no-target', `No target is named for ${sets}.`, {
    hint: 'Name targets in set.yaml (`targets: [name]`) or in pawl.yaml (`defaults: { targets: [name] }`).',
  });
}

/** The filter on cases that a choice makes; none when it takes them all. */
export function caseFilter(choice: Choice): PlanOptions['keep'] {
  const { cases, tags, failed } = choice;
  if (cases === undefined && tags === undefined && failed === undefined) return undefined;
  return (set, evalCase) =>
    (cases === undefined || cases.includes(evalCase.id)) &&
    (tags === undefined || tags.some((tag) => evalCase.tags.includes(tag))) &&
    (failed === undefined || failed.get(set.name)?.has(evalCase.id) === true);
}

/** Throws a `UsageError` when a filter names a case or tag that no chosen set has. */
export function checkFilter(parts: readonly ChosenPart[], choice: Choice): void {
  const cases = parts.flatMap((part) => part.set.cases);
  for (const id of choice.cases ?? []) mustKnowCase(id, cases);
  const tags = new Set(cases.flatMap((evalCase) => evalCase.tags));
  for (const tag of choice.tags ?? []) mustKnow('tag', tag, tags);
}

function mustKnowCase(id: string, cases: readonly EvalCase[]): void {
  const found = cases.find((evalCase) => evalCase.id === id);
  if (found === undefined) mustKnow('case', id, new Set(cases.map((evalCase) => evalCase.id)));
  if (found?.disabled === undefined) return;
  throw new UsageError('disabled-case', `Case ${id} is disabled: ${found.disabled.reason}`, {
    hint: 'Remove `disabled` from the case to run it.',
  });
}

function mustKnow(kind: string, name: string, known: Iterable<string>): void {
  const words = [...known];
  if (words.includes(name)) return;
  const near = nearestWord(name, words);
  const hint = near === undefined ? tellKnown(kind, words) : `Did you mean ${near}?`;
  throw new UsageError(`unknown-${kind}`, `There is no ${kind} ${name}.`, { hint });
}

function tellKnown(kind: string, words: readonly string[]): string {
  const shown = words.slice(0, 8).join(', ');
  return words.length === 0
    ? `There is no ${kind} at all.`
    : `Known: ${shown}${words.length > 8 ? ', …' : ''}.`;
}
