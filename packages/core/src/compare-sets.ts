import { canonicalText } from './digest.ts';
import type { EvalCase, EvalSet } from './eval-set.ts';
import type { Json } from './json.ts';

/** How much of a version must grow. */
export type Bump = 'none' | 'patch' | 'minor' | 'major';

/** One thing of a set that reads differently. */
export interface SetEdit {
  /** `owner`, `scorer answer`, `policy margin`, … */
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
}

/** What a change did to one set, and which version it must have. Lists hold case ids in their order. */
export interface SetChange {
  readonly set: string;
  readonly kind: 'new' | 'gone' | 'changed' | 'same';
  readonly before?: string;
  readonly after?: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The input or its metadata is another one. */
  readonly changed: readonly string[];
  /** The expected answer or the case's own scorers are others. */
  readonly rescored: readonly string[];
  readonly disabled: readonly string[];
  readonly enabled: readonly string[];
  /** Tags, cluster, criticality or trials. */
  readonly retagged: readonly string[];
  /** Incident links. */
  readonly relinked: readonly string[];
  readonly owner?: SetEdit;
  readonly scorers: readonly SetEdit[];
  readonly policy: readonly SetEdit[];
  /** Description, targets, trials, code permission. */
  readonly words: readonly SetEdit[];
  /** The bump that the change needs, and the one it got; `back` is a version that fell. */
  readonly needed: Bump;
  readonly made: Bump | 'back';
  readonly enough: boolean;
}

/** Compares two states of one set. */
export function compareSets(before: EvalSet, after: EvalSet): SetChange {
  const cases = compareCases(before, after);
  const owner = editsOf({ owner: before.owner }, { owner: after.owner })[0];
  const scorers = scorerEdits(before, after);
  const policy = editsOf(valueWords(before.policy), valueWords(after.policy), 'policy ');
  const words = editsOf(plainWords(before), plainWords(after));
  const edits = { ...cases, scorers, words, ...(owner === undefined ? {} : { owner }) };
  const needed = neededBump(edits);
  const made = madeBump(before.version, after.version);
  return {
    set: after.name,
    kind: needed === 'none' && policy.length === 0 ? 'same' : 'changed',
    before: before.version,
    after: after.version,
    ...edits,
    policy,
    needed,
    made,
    enough: made !== 'back' && bumps.indexOf(made) >= bumps.indexOf(needed),
  };
}

/** Compares all sets of two states by name; new ones need no bump, vanished ones are named. */
export function compareAllSets(
  before: readonly EvalSet[],
  after: readonly EvalSet[],
): readonly SetChange[] {
  const old = new Map(before.map((set) => [set.name, set]));
  const names = new Set(after.map((set) => set.name));
  const changes = after.map((set) => {
    const was = old.get(set.name);
    return was === undefined ? newSet(set) : compareSets(was, set);
  });
  return [...changes, ...before.filter((set) => !names.has(set.name)).map(goneSet)];
}

const nothing = {
  added: [],
  removed: [],
  changed: [],
  rescored: [],
  disabled: [],
  enabled: [],
  retagged: [],
  relinked: [],
  scorers: [],
  policy: [],
  words: [],
  needed: 'none',
  made: 'none',
  enough: true,
} as const;

function newSet(set: EvalSet): SetChange {
  return { ...nothing, set: set.name, kind: 'new', after: set.version, added: idsOf(set.cases) };
}

function goneSet(set: EvalSet): SetChange {
  return {
    ...nothing,
    set: set.name,
    kind: 'gone',
    before: set.version,
    removed: idsOf(set.cases),
  };
}

const idsOf = (cases: readonly EvalCase[]): string[] => cases.map(({ id }) => id);

type CaseLists = Pick<
  SetChange,
  'added' | 'removed' | 'changed' | 'rescored' | 'disabled' | 'enabled' | 'retagged' | 'relinked'
>;

interface CasePair {
  readonly was: EvalCase;
  readonly now: EvalCase;
}

function compareCases(before: EvalSet, after: EvalSet): CaseLists {
  const old = new Map(before.cases.map((evalCase) => [evalCase.id, evalCase]));
  const current = new Set(idsOf(after.cases));
  const pairs = after.cases.flatMap((now): CasePair[] => {
    const was = old.get(now.id);
    return was === undefined ? [] : [{ was, now }];
  });
  const where = (differs: (pair: CasePair) => boolean): string[] =>
    pairs.filter(differs).map(({ now }) => now.id);
  return {
    added: idsOf(after.cases.filter(({ id }) => !old.has(id))),
    removed: idsOf(before.cases.filter(({ id }) => !current.has(id))),
    changed: where(differIn(({ input, metadata = null }) => [input, metadata])),
    rescored: where(
      differIn((one) => [
        one.expected ?? null,
        one.expected === undefined,
        one.scorers.map(scorerMark),
      ]),
    ),
    disabled: where(({ was, now }) => !was.disabled && now.disabled !== undefined),
    enabled: where(({ was, now }) => was.disabled !== undefined && !now.disabled),
    retagged: where(
      differIn((one) => [
        one.tags.toSorted(),
        one.cluster ?? null,
        one.critical,
        one.trials ?? null,
      ]),
    ),
    relinked: where(differIn(({ incidents }) => incidents.toSorted())),
  };
}

const differIn =
  (part: (evalCase: EvalCase) => Json) =>
  ({ was, now }: CasePair): boolean =>
    canonicalText(part(was)) !== canonicalText(part(now));

type Scorer = EvalSet['scorers'][number];

const scorerMark = ({ name, digest, advisory }: Scorer): string =>
  `${name} ${digest.slice(0, 12)}${advisory ? ' advisory' : ''}`;

/** Scorers tell their options where these differ, else their digest: of a module's code, or a rubric's file. */
function scorerEdits(before: EvalSet, after: EvalSet): SetEdit[] {
  const words = { before: scorerWords(before), after: scorerWords(after) };
  return editsOf(scorerMarks(before), scorerMarks(after)).flatMap(({ what: name }) => {
    const spoken = editsOf(pick(words.before, name), pick(words.after, name), 'scorer ');
    const marked = editsOf(
      pick(scorerMarks(before), name),
      pick(scorerMarks(after), name),
      'scorer ',
    );
    return spoken.length > 0 ? spoken : marked;
  });
}

const pick = (words: Readonly<Record<string, string>>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(words).filter(([key]) => key === name));

const scorerMarks = (set: EvalSet): Record<string, string> =>
  Object.fromEntries(set.scorers.map((scorer) => [scorer.name, scorerMark(scorer)]));

const scorerWords = (set: EvalSet): Record<string, string> =>
  Object.fromEntries(
    set.scorers.map(({ name, type, options, advisory }) => [
      name,
      `${type === name ? '' : `${type} `}${canonicalText(options)}${advisory ? ' advisory' : ''}`,
    ]),
  );

function valueWords(values: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]),
  );
}

function plainWords(set: EvalSet): Record<string, string> {
  const { description, targets, trials, allowCode } = set;
  return valueWords({ description: description ?? '', targets: targets ?? [], trials, allowCode });
}

function editsOf(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  kind = '',
): SetEdit[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key): SetEdit[] => {
    const was = before[key];
    const now = after[key];
    if (was === now) return [];
    const what = `${kind}${key}`;
    return [
      {
        what,
        ...(was === undefined ? {} : { before: was }),
        ...(now === undefined ? {} : { after: now }),
      },
    ];
  });
}

type Edits = CaseLists & Pick<SetChange, 'owner' | 'scorers' | 'words'>;

/** Major: cases removed, disabled, changed or rescored. Minor: cases added or enabled. Patch: words. */
function neededBump(edits: Edits): Bump {
  const { removed, disabled, changed, rescored, scorers, added, enabled } = edits;
  if (anyIn(removed, disabled, changed, rescored, scorers)) return 'major';
  if (anyIn(added, enabled)) return 'minor';
  if (edits.owner !== undefined || anyIn(edits.retagged, edits.relinked, edits.words))
    return 'patch';
  return 'none';
}

const anyIn = (...lists: readonly (readonly unknown[])[]): boolean =>
  lists.some((list) => list.length > 0);

const bumps: readonly Bump[] = ['none', 'patch', 'minor', 'major'];

function madeBump(before: string, after: string): Bump | 'back' {
  const was = before.split('.').map(Number);
  const now = after.split('.').map(Number);
  const at = was.findIndex((part, index) => part !== now[index]);
  if (at === -1) return 'none';
  if ((now[at] ?? 0) < (was[at] ?? 0)) return 'back';
  return bumps[3 - at] ?? 'none';
}
