import { createHash } from 'node:crypto';
import { posix } from 'node:path';

import {
  canonicalText,
  type Definition,
  type EvalCase,
  type EvalSet,
  type GatePolicy,
  isJsonObject,
  joinProblems,
  type Json,
  type JsonObject,
  parseSetFile,
  type Problem,
  resolvePolicy,
  type ScorerCatalog,
  type ScorerEntry,
  type ScorerSpec,
  type SetFile,
  type TextMap,
} from '@pawl/core';

import { checkPolicy } from './check-policy.ts';
import type { FileSource } from './file-source.ts';
import { loadCases } from './load-cases.ts';
import { type LoadedScorers, loadScorers } from './load-scorers.ts';
import { toJson } from './to-json.ts';

/** What a set is loaded with. */
export interface SetLoading {
  readonly source: FileSource;
  readonly catalog: ScorerCatalog;
  readonly today: string;
  readonly policy: GatePolicy;
  readonly trials: number;
  /** Scorers of every set, from `pawl.yaml`. */
  readonly defaultScorers: readonly ScorerEntry[];
  readonly projectText: TextMap;
}

/** The text of a `set.yaml`, read. */
export interface SetText {
  readonly file: string;
  readonly definition: Definition<SetFile>;
}

/** A set, unless its file is beyond use; and every mistake. */
export interface LoadedSet {
  readonly set?: EvalSet;
  readonly problems: readonly Problem[];
  /** Whether all its scorers and cases could be read: then names can be looked up in it. */
  readonly whole: boolean;
  readonly text: TextMap;
}

/** Reads the text of a `set.yaml`. */
export function readSet(text: string, file: string): SetText {
  return { file, definition: parseSetFile(text, file) };
}

/** Loads a set with its scorers and cases; a mistake in one place does not hide those in another. */
export async function loadSet(read: SetText, loading: SetLoading): Promise<LoadedSet> {
  const { file, definition } = read;
  const folder = posix.dirname(file);
  const written = definition.value ?? salvage(definition.raw);
  const place = { ...loading, folder, allowCode: written.allowCode ?? false };
  const own = await allScorers(written.scorers ?? [], definition, place);
  const cases = await loadCases({
    ...place,
    ...rawCases(definition.raw),
    file,
    text: definition,
    taken: own.scorers.map(({ name }) => name),
  });
  const early = joinProblems(told(cases.problems, definition), own.problems);
  const problems = joinProblems(early, definition.problems);
  const { value } = definition;
  if (value === undefined) return { problems, whole: false, text: definition };
  const policy = resolvePolicy(value.gate ?? {}, loading.policy);
  const set = toSet(value, {
    file,
    folder,
    ...own,
    cases: cases.cases,
    policy,
    trials: loading.trials,
  });
  const whole = !early.some(({ severity }) => severity === 'error');
  const checked = checkPolicy({ set, gate: value.gate ?? {}, whole }, definition);
  return { set, whole, problems: [...problems, ...checked], text: definition };
}

/** Whether a set has cases cannot be told where its text cannot be read. */
function told(problems: readonly Problem[], { raw }: SetText['definition']): readonly Problem[] {
  return raw === undefined ? problems.filter(({ code }) => code !== 'no-cases') : problems;
}

type ScorersPlace = SetLoading & { readonly folder: string; readonly allowCode: boolean };

/** The project's scorers, then those of the set. */
async function allScorers(
  entries: readonly ScorerEntry[],
  text: TextMap,
  place: ScorersPlace,
): Promise<LoadedScorers> {
  const { allowCode, defaultScorers, projectText } = place;
  const base = ['defaults', 'scorers'];
  const atRoot = { ...place, folder: '.' };
  const shared = await loadScorers(defaultScorers, { text: projectText, base, allowCode }, atRoot);
  const taken = shared.scorers.map(({ name }) => name);
  const own = await loadScorers(entries, { text, base: ['scorers'], taken, allowCode }, place);
  return {
    scorers: [...shared.scorers, ...own.scorers],
    problems: [...own.problems, ...shared.problems],
  };
}

interface SetParts {
  readonly file: string;
  readonly folder: string;
  readonly scorers: readonly ScorerSpec[];
  readonly cases: readonly EvalCase[];
  readonly policy: GatePolicy;
  readonly trials: number;
}

function toSet(
  written: SetFile,
  { file, folder, scorers, cases, policy, trials }: SetParts,
): EvalSet {
  const set = {
    name: written.name,
    version: written.version,
    owner: written.owner,
    ...(written.description === undefined ? {} : { description: written.description }),
    ...(written.targets === undefined ? {} : { targets: written.targets }),
    folder,
    file,
    cases,
    trials: written.trials ?? trials,
    scorers,
    policy,
    allowCode: written.allowCode ?? false,
  };
  return { ...set, digest: setDigest(set) };
}

/** Digest of everything, one case after the other. */
function setDigest({
  cases,
  scorers,
  policy,
  folder: _folder,
  file: _file,
  ...set
}: Omit<EvalSet, 'digest'>): string {
  const sum = createHash('sha256');
  const rules = scorers.map(({ name, digest, advisory }) => [name, digest, advisory]);
  sum.update(canonicalText([{ ...set }, rules, toJson(policy)]));
  for (const { id, hash, tags, cluster, critical, trials, incidents, disabled } of cases)
    sum.update(
      canonicalText([
        id,
        hash,
        tags,
        cluster ?? null,
        critical,
        trials ?? null,
        incidents,
        disabled ?? null,
      ]),
    );
  return sum.digest('hex');
}

type Salvage = Pick<SetFile, 'scorers' | 'allowCode'>;

/** What can still be checked in a file that has mistakes. */
function salvage(raw: Json | undefined): Salvage {
  if (!isJsonObject(raw)) return {};
  const { scorers, allowCode } = raw;
  const entries = isList(scorers) && scorers.every(isEntry) ? scorers : [];
  return { scorers: entries, allowCode: allowCode === true };
}

const isEntry = (value: Json): value is string | JsonObject =>
  typeof value === 'string' || isJsonObject(value);

interface RawCases {
  readonly cases?: readonly Json[];
  readonly fields?: Readonly<Record<string, string>>;
}

function rawCases(raw: Json | undefined): RawCases {
  if (!isJsonObject(raw)) return {};
  const { cases, fields } = raw;
  return {
    ...(isList(cases) ? { cases } : {}),
    ...(isJsonObject(fields) ? { fields: textsOf(fields) } : {}),
  };
}

function textsOf(fields: JsonObject): Record<string, string> {
  const texts = Object.entries(fields).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[key, value]] : [],
  );
  return Object.fromEntries(texts);
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
