import { posix } from 'node:path';

import {
  type CaseContent,
  caseHash,
  type EvalCase,
  formatPlace,
  isInside,
  isJsonObject,
  type Json,
  type Place,
  type Problem,
  readCase,
  type ScorerSpec,
  type TextMap,
} from '@pawl/core';

import { sha256 } from '../files/sha256.ts';
import type { FileSource } from './file-source.ts';
import { type FoundRow, troubled } from './found-row.ts';
import { layAway } from './lay-away.ts';
import { type LoadedScorers, loadScorers, type ScorerLoading } from './load-scorers.ts';
import { readDocument } from './read-document.ts';
import { fileProblem } from './read-file.ts';
import { readJsonl } from './read-jsonl.ts';

/** What the cases of a set are loaded with. */
export interface CaseLoading extends ScorerLoading {
  readonly file: string;
  /** The text of `set.yaml`. */
  readonly text: TextMap;
  /** `cases` of `set.yaml` as written: patterns, and cases themselves. */
  readonly cases?: readonly Json[];
  readonly fields?: Readonly<Record<string, string>>;
  /** Names of the set's own scorers: a case's must be others. */
  readonly taken: readonly string[];
  readonly allowCode: boolean;
  /** `YYYY-MM-DD`: a case whose `disabled.until` lies before runs again. */
  readonly today: string;
}

/** The cases of a set, and every mistake. */
export interface LoadedCases {
  readonly cases: readonly EvalCase[];
  readonly problems: readonly Problem[];
}

const endings = '{jsonl,json,yaml,yml,csv}';
const defaults = [`cases.${endings}`, `cases/**/*.${endings}`];

/** Loads the cases of a set, in the order of their patterns, files and lines. */
export async function loadCases(loading: CaseLoading): Promise<LoadedCases> {
  const cases: EvalCase[] = [];
  const problems: Problem[] = [];
  const places = new Map<string, Place>();
  for await (const rows of allRows(loading, problems)) {
    for (const row of rows) {
      problems.push(...row.problems);
      const own = hasOwnScorers(row) ? await ownScorers(row, loading) : noScorers;
      const made = toCase(row, own, loading.today);
      problems.push(...own.problems, ...(made?.problems ?? []));
      problems.push(...duplicateId(row, places));
      if (made !== undefined) cases.push(lighten(made.value, row));
    }
  }
  const named = loading.cases === undefined || loading.cases.some((one) => typeof one === 'string');
  const isBare = cases.length === 0 && problems.length === 0 && named;
  if (isBare) problems.push(noCases(loading));
  return { cases, problems };
}

const lighten = (evalCase: EvalCase, { again }: FoundRow): EvalCase =>
  again === undefined ? evalCase : layAway(evalCase, again);

/** Also the id of a case that has other mistakes is taken. */
function duplicateId(row: FoundRow, places: Map<string, Place>): readonly Problem[] {
  const id = row.value?.id ?? row.id;
  if (id === undefined) return none;
  const name = id.normalize();
  const known = places.get(name);
  if (known === undefined) {
    places.set(name, row.place);
    return none;
  }
  return [
    {
      code: 'duplicate-id',
      place: row.map().locate(['id']),
      message: `Duplicate case id ${JSON.stringify(id)}: it stands already at ${formatPlace(known)}`,
      hint: 'Give one of the two cases another id.',
      severity: 'error',
    },
  ];
}

function noCases({ file, folder, cases }: CaseLoading): Problem {
  const named = (cases ?? []).filter((entry) => typeof entry === 'string');
  const looked =
    cases === undefined ? `looked for ${defaults.join(' and ')}` : `none in ${named.join(', ')}`;
  return {
    code: 'no-cases',
    place: { file },
    message: `The set has no cases: ${looked} in ${folder}`,
    hint: 'Add a cases.jsonl, or name the files with `cases`.',
    severity: 'error',
  };
}

async function* allRows(
  loading: CaseLoading,
  problems: Problem[],
): AsyncGenerator<readonly FoundRow[]> {
  const seen = new Set<string>();
  if (loading.cases === undefined) {
    const files = await loading.source.find(defaults, loading.folder);
    yield* rowsOfFiles(files, seen, loading);
    return;
  }
  for (const [index, entry] of loading.cases.entries()) {
    if (isJsonObject(entry)) yield [inlineRow(entry, index, loading)];
    if (typeof entry !== 'string' || !isInside(entry)) continue;
    const files = await loading.source.find([entry], loading.folder);
    if (files.length === 0) problems.push(noFile(entry, index, loading));
    yield* rowsOfFiles(files, seen, loading);
  }
}

function inlineRow(entry: Json, index: number, { text, fields }: CaseLoading): FoundRow {
  const base = ['cases', index];
  const whole = { ...text, file: '', problems: [], value: { cases: [] } };
  const map: TextMap = {
    locate: (path) => text.locate([...base, ...path]),
    locateKey: (path) => text.locateKey([...base, ...path]),
    written: (path) => text.written([...base, ...path]),
  };
  const row = { ...whole, ...map, value: entry };
  const options = { text: () => row, base: [], spelling: true as const };
  const read = readCase(entry, fields === undefined ? options : { ...options, fields });
  return { ...read, place: text.locate(base), map: () => map };
}

function noFile(pattern: string, index: number, { text, folder }: CaseLoading): Problem {
  return {
    code: 'no-cases',
    place: text.locate(['cases', index]),
    message: `No file matches ${JSON.stringify(pattern)} in ${folder}`,
    hint: 'Paths start from the folder of set.yaml.',
    severity: 'error',
  };
}

async function* rowsOfFiles(
  files: readonly string[],
  seen: Set<string>,
  { source, fields }: CaseLoading,
): AsyncGenerator<readonly FoundRow[]> {
  for (const file of files) {
    if (seen.has(file)) continue;
    seen.add(file);
    try {
      yield* readerOf(file)(source, file, fields);
    } catch (error) {
      yield [troubled(fileProblem(file, error))];
    }
  }
}

type Reader = typeof readJsonl;

function readerOf(file: string): Reader {
  const ending = posix.extname(file).toLowerCase();
  if (ending === '.jsonl' || ending === '.ndjson') return readJsonl;
  if (ending === '.csv') return readCsv;
  return ['.json', '.yaml', '.yml'].includes(ending) ? readDocument : readUnknown;
}

/** Few projects keep cases in CSV: only they load its parser. */
async function* readCsv(...given: Parameters<Reader>): ReturnType<Reader> {
  const csv = await import('./read-csv.ts');
  yield* csv.readCsv(...given);
}

async function* readUnknown(
  _source: FileSource,
  file: string,
): AsyncGenerator<readonly FoundRow[]> {
  const problem: Problem = {
    code: 'unknown-format',
    place: { file },
    message: `${posix.extname(file) || 'A file without an ending'} is no format of cases`,
    hint: 'Cases are kept in .jsonl, .json, .yaml, .yml or .csv.',
    severity: 'error',
  };
  yield [troubled(problem)];
}

interface MadeCase {
  readonly value: EvalCase;
  readonly problems: readonly Problem[];
}

const none: readonly never[] = [];

/** The fields of most cases stand in the literal itself: what is added to one takes more room. */
function toCase(
  { value, place, map }: FoundRow,
  { scorers }: LoadedScorers,
  today: string,
): MadeCase | undefined {
  if (value === undefined) return undefined;
  const { id, input, tags = none, critical = false, incidents = none, ...others } = value;
  const { scorers: _, disabled, ...optional } = others;
  const rests = disabled !== undefined && (disabled.until ?? '9') >= today;
  const hash = hashOf(value, scorers);
  const whole = { id, input, tags, critical, scorers, incidents, hash, place, ...optional };
  const isOver = disabled !== undefined && !rests;
  return {
    value: rests ? { ...whole, disabled } : whole,
    problems: isOver ? [runsAgain(id, disabled.until, map())] : none,
  };
}

const hasOwnScorers = ({ value }: FoundRow): boolean => (value?.scorers ?? none).length > 0;

const noScorers: LoadedScorers = { scorers: none, problems: none };

function ownScorers({ value, map }: FoundRow, loading: CaseLoading): Promise<LoadedScorers> {
  const { taken, allowCode } = loading;
  const where = { text: map(), base: ['scorers'], taken, allowCode };
  return loadScorers(value?.scorers ?? [], where, loading);
}

function hashOf(content: CaseContent, scorers: readonly ScorerSpec[]): string {
  const own = scorers.map(({ name, digest, advisory }) => ({ name, digest, advisory }));
  return caseHash(content, own, sha256);
}

function runsAgain(id: string, until: string | undefined, text: TextMap): Problem {
  return {
    code: 'runs-again',
    place: text.locate(['disabled']),
    message: `Case ${JSON.stringify(id)} was disabled until ${until ?? ''} and runs again`,
    hint: 'Remove `disabled`, or set a later day.',
    severity: 'warning',
  };
}
