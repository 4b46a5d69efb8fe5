import { didYouMean, explainIssues } from './explain-issue.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { Path, TextMap } from './parsed-text.ts';
import type { Problem } from './problem.ts';
import type { ScorerEntry } from './schemas/words.ts';
import type { ScorerCatalog, ScorerDefinition, ScorerSpec } from './scorer.ts';

/** Where a list of scorers stands, and which names are taken already. */
export interface ScorerSource {
  readonly text: TextMap;
  /** The way to the list. */
  readonly base: Path;
  readonly taken?: readonly string[];
  /** Whether the set lets a scorer execute what a model wrote. */
  readonly allowCode: boolean;
}

/** A scorer whose options were checked; its digest is still to be taken. */
export type ResolvedScorer = Omit<ScorerSpec, 'digest'>;

/** Scorers by the catalog, and every mistake. */
export interface ResolvedScorers {
  readonly scorers: readonly ResolvedScorer[];
  readonly problems: readonly Problem[];
}

/** Resolves short, long and bare forms through the catalog; without a name a scorer is called by its type. */
export function resolveScorers(
  entries: readonly ScorerEntry[],
  catalog: ScorerCatalog,
  source: ScorerSource,
): ResolvedScorers {
  const problems: Problem[] = [];
  const scorers: ResolvedScorer[] = [];
  const names = new Set(source.taken);
  const written = entries.map((entry, index) =>
    toWritten(entry, { catalog, at: [...source.base, index], text: source.text }),
  );
  for (const scorer of written) if (scorer.name !== undefined) names.add(scorer.name);
  const used = new Set(source.taken);
  for (const scorer of written) {
    if (scorer.name !== undefined && used.has(scorer.name))
      problems.push(duplicateName(scorer.name, scorer, source.text));
    const name = scorer.name ?? freeName(scorer.type, names);
    names.add(name);
    used.add(name);
    const checked = check({ ...scorer, name }, catalog, source);
    problems.push(...scorer.problems, ...checked.problems);
    if (checked.scorer !== undefined) scorers.push(checked.scorer);
  }
  return { scorers, problems };
}

interface Written {
  readonly type: string;
  readonly name?: string;
  readonly advisory: boolean;
  readonly form: 'bare' | 'short' | 'long';
  /** The argument of the short form, or the options of the long one. */
  readonly argument: Json;
  readonly at: Path;
  readonly problems: readonly Problem[];
}

interface EntryPlace {
  readonly catalog: ScorerCatalog;
  readonly at: Path;
  readonly text: TextMap;
}

const ownKeys = new Set(['type', 'name', 'advisory']);

function toWritten(entry: ScorerEntry, place: EntryPlace): Written {
  const { at } = place;
  if (typeof entry === 'string')
    return { type: entry, advisory: false, form: 'bare', argument: {}, at, problems: [] };
  const { name, advisory } = entry;
  const options = Object.entries(entry).filter(([key]) => !ownKeys.has(key));
  const common = {
    ...(typeof name === 'string' ? { name } : {}),
    advisory: advisory === true,
    at,
    problems: ownProblems(entry, place),
  };
  if (typeof entry['type'] === 'string')
    return { ...common, type: entry['type'], form: 'long', argument: Object.fromEntries(options) };
  const short = options.find(([key]) => place.catalog.has(key)) ?? options[0];
  const others = options.filter((option) => option !== short);
  const problems = [
    ...common.problems,
    ...others.map(([key]) => beside(key, short?.[0] ?? '', place)),
  ];
  return {
    ...common,
    type: short?.[0] ?? '',
    form: 'short',
    argument: short?.[1] ?? null,
    problems,
  };
}

function beside(key: string, type: string, { at, text }: EntryPlace): Problem {
  return {
    code: 'unknown-key',
    place: text.locateKey([...at, key]),
    message: `Scorer ${type}: ${key} cannot stand beside the short form`,
    hint: `Write the long form: {type: ${type}, ${key}: …}.`,
    severity: 'error',
  };
}

function ownProblems(entry: JsonObject, { at, text }: EntryPlace): Problem[] {
  const wrong = (key: string, expected: string): Problem => ({
    code: 'wrong-kind',
    place: text.locate([...at, key]),
    message: `Scorer: ${key}: expected ${expected}`,
    severity: 'error',
  });
  const { type, name, advisory } = entry;
  const isName = typeof name === 'string' && /^[a-z0-9][a-z0-9._-]*$/u.test(name);
  return [
    ...(type === undefined || typeof type === 'string'
      ? []
      : [wrong('type', 'the type of a scorer, a text')]),
    ...(name === undefined || isName
      ? []
      : [wrong('name', 'a name of a–z, 0–9, ".", "_" and "-"')]),
    ...(advisory === undefined || typeof advisory === 'boolean'
      ? []
      : [wrong('advisory', 'true or false')]),
  ];
}

function freeName(type: string, taken: ReadonlySet<string>): string {
  let name = type;
  for (let count = 2; taken.has(name); count += 1) name = `${type}-${count}`;
  return name;
}

function duplicateName(name: string, { at }: Written, text: TextMap): Problem {
  return {
    code: 'duplicate-scorer',
    place: text.locate([...at, 'name']),
    message: `Two scorers are called ${name}`,
    hint: 'Give one of them another `name`.',
    severity: 'error',
  };
}

interface Checked {
  readonly scorer?: ResolvedScorer;
  readonly problems: readonly Problem[];
}

type Named = Written & { readonly name: string };

function check(scorer: Named, catalog: ScorerCatalog, source: ScorerSource): Checked {
  const definition = catalog.get(scorer.type);
  if (definition === undefined) return { problems: [unknownType(scorer, catalog, source.text)] };
  const options = toOptions(scorer, definition, source.text);
  if ('code' in options) return { problems: [options] };
  const result = definition.options.safeParse(options.value);
  if (!result.success) {
    const subject = subjectOf(scorer, definition, { text: source.text, options: options.value });
    return { problems: explainIssues(result.error.issues, subject) };
  }
  const { type, name, advisory } = scorer;
  const judge = judgeOf(options.value, definition);
  const spec = {
    type,
    name,
    advisory,
    binary: definition.binary(result.data),
    options: options.value,
  };
  const problems = forbiddenCode(scorer, definition, source);
  return { scorer: { ...spec, ...(judge === undefined ? {} : { judge }) }, problems };
}

function unknownType({ type, at, form }: Named, catalog: ScorerCatalog, text: TextMap): Problem {
  const place = { long: [...at, 'type'], short: [...at, type], bare: at }[form];
  return {
    code: 'unknown-scorer',
    place: form === 'short' ? text.locateKey(place) : text.locate(place),
    message: type === '' ? 'A scorer needs a type' : `There is no scorer ${JSON.stringify(type)}`,
    hint: didYouMean(type, [...catalog.keys()].toSorted()),
    severity: 'error',
  };
}

function toOptions(
  { type, form, argument, at }: Named,
  definition: ScorerDefinition,
  text: TextMap,
): { readonly value: JsonObject } | Problem {
  const options = form === 'short' ? definition.short?.(argument) : argument;
  if (isJsonObject(options)) return { value: options };
  return {
    code: 'no-short-form',
    place: text.locate([...at, type]),
    message: `Scorer ${type}: it has no short form`,
    hint: `Write the long form: {type: ${type}, …}.`,
    severity: 'error',
  };
}

interface Options {
  readonly text: TextMap;
  readonly options: JsonObject;
}

function subjectOf(
  { type, name, form, at }: Named,
  definition: ScorerDefinition,
  { text, options }: Options,
): Parameters<typeof explainIssues>[1] {
  const locate = (path: Path): Path => (form === 'long' ? [...at, ...path] : [...at, type]);
  return {
    schema: definition.options,
    base: [],
    name: name === type ? `Scorer ${type}` : `Scorer ${name} (${type})`,
    text: {
      value: options,
      locate: (path) => text.locate(locate(path)),
      locateKey: (path) => text.locateKey(locate(path)),
      written: (path) => text.written(locate(path)),
    },
  };
}

/** Provider and model that a judge asks. */
function judgeOf({ model }: JsonObject, { needs = [] }: ScorerDefinition): string | undefined {
  if (!needs.includes('complete') || !isJsonObject(model)) return undefined;
  return [model['provider'], model['model']].filter((word) => typeof word === 'string').join('/');
}

function forbiddenCode(
  { type, name, at }: Named,
  { needs = [] }: ScorerDefinition,
  source: ScorerSource,
): Problem[] {
  if (!needs.includes('runCode') || source.allowCode) return [];
  return [
    {
      code: 'code-not-allowed',
      place: source.text.locate(at),
      message: `Scorer ${name} (${type}) executes what a model wrote, and this set does not allow it`,
      hint: 'Add `allowCode: true` to set.yaml if you want that.',
      severity: 'error',
    },
  ];
}
