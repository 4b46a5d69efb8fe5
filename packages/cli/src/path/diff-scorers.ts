import type { Json, RuleChange, ScorerSpec } from '@pawl/core';

type Direction = RuleChange['direction'];

/** Every scorer that reads differently: option by option, old beside new, and whether it became weaker or stricter. */
export function diffScorers(
  before: readonly ScorerSpec[],
  after: readonly ScorerSpec[],
  place = '',
): RuleChange[] {
  const old = new Map(before.map((spec) => [spec.name, spec]));
  const now = new Map(after.map((spec) => [spec.name, spec]));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) =>
    diffScorer(`${place}scorer ${name}`, old.get(name), now.get(name)),
  );
}

function diffScorer(what: string, was?: ScorerSpec, now?: ScorerSpec): RuleChange[] {
  if (was === undefined && now === undefined) return [];
  if (was === undefined) return [{ what, after: tellSpec(now), direction: 'stricter' }];
  if (now === undefined)
    return [{ what, before: tellSpec(was), direction: was.advisory ? 'other' : 'weaker' }];
  if (was.digest === now.digest && was.advisory === now.advisory) return [];
  if (was.type !== now.type)
    return [{ what, before: tellSpec(was), after: tellSpec(now), direction: 'other' }];
  const options = diffOptions(what, was, now);
  const files: RuleChange = {
    what,
    before: 'the file it names',
    after: 'another content',
    direction: 'other',
  };
  const moved = was.digest !== now.digest && options.length === 0;
  return [...roleEdit(what, was, now), ...options, ...(moved ? [files] : [])];
}

const tellSpec = (spec: ScorerSpec | undefined): string =>
  spec === undefined ? '' : `${spec.type} ${JSON.stringify(spec.options)}`;

function roleEdit(what: string, was: ScorerSpec, now: ScorerSpec): RuleChange[] {
  if (was.advisory === now.advisory) return [];
  const role = (spec: ScorerSpec): string => (spec.advisory ? 'advisory' : 'decides');
  const direction = now.advisory ? 'weaker' : 'stricter';
  return [{ what, before: role(was), after: role(now), direction }];
}

function diffOptions(what: string, was: ScorerSpec, now: ScorerSpec): RuleChange[] {
  const keys = new Set([...Object.keys(was.options), ...Object.keys(now.options)]);
  return [...keys].flatMap((key): RuleChange[] => {
    const [old, fresh] = [was.options[key], now.options[key]];
    const [before, after] = [JSON.stringify(old), JSON.stringify(fresh)];
    if (before === after) return [];
    if (key === 'scorers' && sizeOf(old) === sizeOf(fresh)) return diffItems(what, old, fresh);
    return [
      {
        what: `${what}: ${key}`,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
        direction: directionOf({
          key,
          old,
          fresh,
          demandsAll: demandsAll(now),
          forbids: forbids(now),
        }),
      },
    ];
  });
}

/** Scorers within a scorer, one beside the other. */
function diffItems(what: string, old: Json | undefined, fresh: Json | undefined): RuleChange[] {
  const now = itemsOf(fresh);
  return itemsOf(old).flatMap((before, at): RuleChange[] => {
    const after = now[at] ?? '';
    return before === after ? [] : [{ what, before, after, direction: 'other' }];
  });
}

const sizeOf = (value: Json | undefined): number => itemsOf(value).length;

interface OptionEdit {
  readonly key: string;
  readonly old: Json | undefined;
  readonly fresh: Json | undefined;
  /** Whether every item of a list must hold. */
  readonly demandsAll: boolean;
  /** Whether the scorer names what must not be there. */
  readonly forbids: boolean;
}

const largerIsWeaker = /^(?:tolerance|relTol|absTol|max|maximum|atMost|most|distance)|Tolerance$/u;
const smallerIsWeaker = /^(?:threshold|min|minimum|atLeast|least|passAt|similarity|recall|votes)/u;

/** Numbers by the meaning of their name, lists by what they demand; everything else is for people to judge. */
function directionOf(edit: OptionEdit): Direction {
  const { key, old, fresh } = edit;
  if (key === 'match') return fresh === 'all' ? 'stricter' : 'weaker';
  if (key === 'caseSensitive') return (fresh === false) === edit.forbids ? 'stricter' : 'weaker';
  if (typeof old === 'number' && typeof fresh === 'number') return numberDirection(key, old, fresh);
  if (key === 'value' || key === 'values' || key === 'scorers') return listDirection(edit);
  return 'other';
}

function numberDirection(key: string, old: number, fresh: number): Direction {
  if (largerIsWeaker.test(key)) return fresh > old ? 'weaker' : 'stricter';
  if (smallerIsWeaker.test(key)) return fresh < old ? 'weaker' : 'stricter';
  return 'other';
}

const forbids = ({ type }: ScorerSpec): boolean => /^(?:not|forbidden)|-not-/u.test(type);

const demandsAll = (spec: ScorerSpec): boolean =>
  forbids(spec) || spec.type === 'all-of' || spec.options['match'] === 'all';

/** A longer list demands more where all of it counts or all of it is forbidden, else it lets more pass. */
function listDirection({ old, fresh, demandsAll: all }: OptionEdit): Direction {
  const [was, now] = [itemsOf(old), itemsOf(fresh)];
  const grown = was.every((item) => now.includes(item));
  const shrunk = now.every((item) => was.includes(item));
  if (grown === shrunk) return 'other';
  return grown === all ? 'stricter' : 'weaker';
}

function itemsOf(value: Json | undefined): readonly string[] {
  if (value === undefined) return [];
  const items: readonly Json[] = Array.isArray(value) ? value : [value];
  return items.map((item) => JSON.stringify(item));
}
