import { posix } from 'node:path';

import {
  digest,
  isInside,
  isJsonObject,
  loadNamedScorers,
  type Json,
  type Path,
  type Problem,
  readText,
  type ResolvedScorer,
  resolveScorers,
  type ScorerCatalog,
  type ScorerEntry,
  type ScorerSource,
  type ScorerSpec,
} from '@pawl/core';

import { sha256 } from '../files/sha256.ts';
import type { FileSource } from './file-source.ts';
import { hashModule } from './hash-module.ts';
import { readFileText } from './read-file.ts';

/** What scorers are loaded with. */
export interface ScorerLoading {
  readonly source: FileSource;
  readonly catalog: ScorerCatalog;
  /** Folder of the set, relative to the project: paths in options start from it. */
  readonly folder: string;
}

/** Scorers with their digests, and every mistake. */
export interface LoadedScorers {
  readonly scorers: readonly ScorerSpec[];
  readonly problems: readonly Problem[];
}

/**
 * Loads a list of scorers. An option written `{ file: ./path }` becomes the file's text (its value, for
 * JSON); the digest covers options and the modules they name, so that an edited rubric is seen.
 */
export async function loadScorers(
  entries: readonly ScorerEntry[],
  place: ScorerSource,
  loading: ScorerLoading,
): Promise<LoadedScorers> {
  const problems: Problem[] = [];
  const inlined: ScorerEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const inliner = { ...loading, problems, place };
    const whole = await inline(entry, [...place.base, index], inliner);
    inlined.push(typeof whole === 'string' || isJsonObject(whole) ? whole : entry);
  }
  await loadNamedScorers(inlined, loading.catalog);
  const resolved = resolveScorers(inlined, loading.catalog, place);
  problems.push(...resolved.problems);
  const scorers: ScorerSpec[] = [];
  for (const scorer of resolved.scorers)
    scorers.push(await withDigest(scorer, { ...loading, problems, place }));
  return { scorers, problems };
}

interface Inliner extends ScorerLoading {
  readonly problems: Problem[];
  readonly place: ScorerSource;
}

async function inline(value: Json, path: Path, inliner: Inliner): Promise<Json> {
  const file = fileOf(value);
  if (file !== undefined) return readOption(file, path, inliner);
  if (isJsonObject(value)) {
    const entries: [string, Json][] = [];
    for (const [key, inner] of Object.entries(value))
      if (inner !== undefined) entries.push([key, await inline(inner, [...path, key], inliner)]);
    return Object.fromEntries(entries);
  }
  if (!isList(value)) return value;
  const items: Json[] = [];
  for (const [index, inner] of value.entries())
    items.push(await inline(inner, [...path, index], inliner));
  return items;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** `{ file: ./rubric.md }`, and nothing else that merely has a field of that name. */
function fileOf(value: Json): string | undefined {
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return undefined;
  const { file } = value;
  return typeof file === 'string' && /^\.\.?\//u.test(file) ? file : undefined;
}

async function readOption(file: string, at: Path, inliner: Inliner): Promise<Json> {
  const path = posix.join(inliner.folder, file);
  const read = await readFileText(inliner.source, path);
  if (read.kind === 'trouble') {
    inliner.problems.push(unreadable(file, at, { inliner, message: read.problem.message }));
    return '';
  }
  if (!path.endsWith('.json')) return read.text;
  const parsed = readText(read.text, path);
  inliner.problems.push(...parsed.problems);
  return parsed.value ?? {};
}

interface Trouble {
  readonly inliner: Inliner;
  readonly message: string;
}

function unreadable(file: string, at: Path, { inliner, message }: Trouble): Problem {
  return {
    code: 'file-missing',
    place: inliner.place.text.locate([...at, 'file']),
    message: `${file}: ${message}`,
    hint: `Paths start from the folder of the set, ${inliner.folder}.`,
    severity: 'error',
  };
}

async function withDigest(scorer: ResolvedScorer, inliner: Inliner): Promise<ScorerSpec> {
  const { type, options } = scorer;
  const files: Record<string, Json> = {};
  for (const module of modulesIn(options)) {
    const sum = isInside(module)
      ? await hashModule(inliner.source, posix.join(inliner.folder, module))
      : undefined;
    if (sum === undefined) inliner.problems.push(noModule(scorer, module, inliner));
    else files[module] = sum;
  }
  return { ...scorer, digest: digest({ type, options, files }, sha256) };
}

/** Modules that the options name, also inside combined scorers. */
function modulesIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = isJsonObject(value) && typeof value['module'] === 'string' ? [value['module']] : [];
  const inner = Object.values(value).filter((one) => one !== undefined);
  return [...own, ...inner.flatMap(modulesIn)];
}

function noModule({ name }: ResolvedScorer, module: string, inliner: Inliner): Problem {
  return {
    code: 'file-missing',
    place: inliner.place.text.locate(inliner.place.base),
    message: `Scorer ${name}: there is no module ${JSON.stringify(module)} in ${inliner.folder}`,
    hint: 'Paths start from the folder of the set and stay inside the project.',
    severity: 'error',
  };
}
