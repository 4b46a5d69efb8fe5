import {
  didYouMean,
  type EvalSet,
  type Path,
  type PolicyFile,
  type Problem,
  type TextMap,
} from '@pawl/core';

import type { LoadedSet } from './load-set.ts';

/** A set, the rules it writes itself, and whether all its scorers and cases could be read. */
export interface PolicyOfSet {
  readonly set: EvalSet;
  readonly gate: PolicyFile;
  readonly whole: boolean;
}

/** Names in the gate of a set that nothing bears: such a rule would never hold anything back. */
export function checkPolicy({ set, gate, whole }: PolicyOfSet, text: TextMap): Problem[] {
  if (!whole) return [];
  const known = knownIn([set]);
  const written = namesIn(gate).flatMap((name) =>
    check(name, { known: known[name.what], text, whose: `Set ${set.name}`, nobody: inSet }),
  );
  return gate.primary === undefined ? [...written, ...undecided(set, known.scorer)] : written;
}

/**
 * Names in the gate of the project that nothing bears in any set. Where only some sets were chosen, the others are asked
 * for only when these do not know a name.
 */
export async function checkProjectPolicy(
  gate: PolicyFile,
  chosen: readonly LoadedSet[],
  {
    text,
    others,
  }: { readonly text: TextMap; readonly others: () => Promise<readonly LoadedSet[]> },
): Promise<Problem[]> {
  const names = namesIn(gate);
  const unknownIn = (loaded: readonly LoadedSet[]): Problem[] => {
    const known = knownIn(loaded.flatMap(({ set }) => set ?? []));
    return names.flatMap((name) =>
      check(name, { known: known[name.what], text, whose: 'The project', nobody: inAnySet }),
    );
  };
  const isWhole = (loaded: readonly LoadedSet[]): boolean => loaded.every(({ whole }) => whole);
  if (!isWhole(chosen) || unknownIn(chosen).length === 0) return [];
  const rest = await others();
  return isWhole(rest) ? unknownIn([...chosen, ...rest]) : [];
}

interface Name {
  readonly what: 'scorer' | 'tag';
  readonly name: string;
  readonly at: Path;
}

function namesIn({ primary = [], minimum = {}, slices = {} }: PolicyFile): Name[] {
  const scorer = (name: string, at: Path): Name => ({ what: 'scorer', name, at });
  return [
    ...primary.map((name, index) => scorer(name, ['gate', 'primary', index])),
    ...Object.keys(minimum).map((name) => scorer(name, ['gate', 'minimum', name])),
    ...Object.keys(slices).map((name): Name => ({
      what: 'tag',
      name,
      at: ['gate', 'slices', name],
    })),
    ...Object.entries(slices).flatMap(([tag, { minimum: floors }]) =>
      Object.keys(typeof floors === 'object' ? floors : {}).map((name) =>
        scorer(name, ['gate', 'slices', tag, 'minimum', name]),
      ),
    ),
  ];
}

function knownIn(sets: readonly EvalSet[]): Readonly<Record<Name['what'], readonly string[]>> {
  const tags = sets.flatMap(({ cases }) => cases.flatMap((evalCase) => evalCase.tags));
  return { scorer: [...new Set(sets.flatMap(namesOf))], tag: [...new Set(tags)] };
}

function namesOf({ scorers, cases }: EvalSet): string[] {
  const own = cases.flatMap((evalCase) => evalCase.scorers.map(({ name }) => name));
  return [...new Set([...scorers.map(({ name }) => name), ...own])];
}

const inSet = { tag: 'a tag that no case has', scorer: 'a scorer that the set does not have' };
const inAnySet = {
  tag: 'a tag that no case of any set has',
  scorer: 'a scorer that no set has',
};

interface Lookup {
  readonly known: readonly string[];
  readonly text: TextMap;
  readonly whose: string;
  readonly nobody: typeof inSet;
}

function check({ what, name, at }: Name, { known, text, whose, nobody }: Lookup): Problem[] {
  if (known.includes(name)) return [];
  const isItem = typeof at.at(-1) === 'number';
  return [
    {
      code: `unknown-${what}`,
      place: isItem ? text.locate(at) : text.locateKey(at),
      message: `${whose}: the gate names ${JSON.stringify(name)}, ${nobody[what]}`,
      hint: didYouMean(name, known),
      severity: 'error',
    },
  ];
}

/** The project's `primary` may name none of this set's scorers, and all of them may be advisory: then nothing would decide. */
function undecided(set: EvalSet, scorers: readonly string[]): Problem[] {
  const { primary } = set.policy;
  if (primary === undefined) return allAdvisory(set);
  if (primary.some((one) => scorers.includes(one))) return [];
  return [
    {
      code: 'no-primary',
      place: { file: set.file },
      message: `Set ${set.name}: none of its scorers is primary (${primary.join(', ')}), so nothing would decide`,
      hint: `Add gate.primary to set.yaml. Its scorers: ${scorers.join(', ') || 'none'}.`,
      severity: 'error',
    },
  ];
}

function allAdvisory({ name, file, scorers, cases }: EvalSet): Problem[] {
  const all = [...scorers, ...cases.flatMap((evalCase) => evalCase.scorers)];
  if (all.length === 0 || all.some(({ advisory }) => !advisory)) return [];
  return [
    {
      code: 'no-primary',
      place: { file },
      message: `Set ${name}: all its scorers are advisory, so nothing decides and no check of it can pass`,
      hint: 'Take `advisory: true` from one of them, or name it in gate.primary.',
      severity: 'warning',
    },
  ];
}
