import {
  didYouMean,
  type EvalSet,
  type Path,
  type PolicyFile,
  type Problem,
  type TextMap,
} from '@pawl/core';

/** A set, the rules it writes itself, and whether all its scorers and cases could be read. */
export interface PolicyOfSet {
  readonly set: EvalSet;
  readonly gate: PolicyFile;
  readonly whole: boolean;
}

/** Names in the gate of a set that nothing bears: such a rule would never hold anything back. */
export function checkPolicy({ set, gate, whole }: PolicyOfSet, text: TextMap): Problem[] {
  if (!whole) return [];
  const scorers = namesOf(set);
  const tags = [...new Set(set.cases.flatMap((evalCase) => evalCase.tags))];
  const unknown = (name: Omit<Name, 'set' | 'text'>): Problem[] => check({ ...name, set, text });
  const written = [
    ...(gate.primary ?? []).flatMap((name, index) =>
      unknown({ what: 'scorer', name, known: scorers, at: ['gate', 'primary', index] }),
    ),
    ...Object.keys(gate.minimum ?? {}).flatMap((name) =>
      unknown({ what: 'scorer', name, known: scorers, at: ['gate', 'minimum', name] }),
    ),
    ...Object.keys(gate.slices ?? {}).flatMap((name) =>
      unknown({ what: 'tag', name, known: tags, at: ['gate', 'slices', name] }),
    ),
    ...Object.entries(gate.slices ?? {}).flatMap(([tag, { minimum }]) =>
      Object.keys(typeof minimum === 'object' ? minimum : {}).flatMap((name) =>
        unknown({
          what: 'scorer',
          name,
          known: scorers,
          at: ['gate', 'slices', tag, 'minimum', name],
        }),
      ),
    ),
  ];
  return gate.primary === undefined ? [...written, ...undecided(set, scorers)] : written;
}

function namesOf({ scorers, cases }: EvalSet): string[] {
  const own = cases.flatMap((evalCase) => evalCase.scorers.map(({ name }) => name));
  return [...new Set([...scorers.map(({ name }) => name), ...own])];
}

interface Name {
  readonly what: 'scorer' | 'tag';
  readonly name: string;
  readonly known: readonly string[];
  readonly at: Path;
  readonly set: EvalSet;
  readonly text: TextMap;
}

function check({ what, name, known, at, set, text }: Name): Problem[] {
  if (known.includes(name)) return [];
  const nobody = what === 'tag' ? 'a tag that no case has' : 'a scorer that the set does not have';
  const isItem = typeof at.at(-1) === 'number';
  return [
    {
      code: `unknown-${what}`,
      place: isItem ? text.locate(at) : text.locateKey(at),
      message: `Set ${set.name}: the gate names ${JSON.stringify(name)}, ${nobody}`,
      hint: didYouMean(name, known),
      severity: 'error',
    },
  ];
}

/** The project's `primary` may name none of this set's scorers: then nothing would decide. */
function undecided({ name, file, policy }: EvalSet, scorers: readonly string[]): Problem[] {
  const { primary } = policy;
  if (primary === undefined || primary.some((one) => scorers.includes(one))) return [];
  return [
    {
      code: 'no-primary',
      place: { file },
      message: `Set ${name}: none of its scorers is primary (${primary.join(', ')}), so nothing would decide`,
      hint: `Add gate.primary to set.yaml. Its scorers: ${scorers.join(', ') || 'none'}.`,
      severity: 'error',
    },
  ];
}
