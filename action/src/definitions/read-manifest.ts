import { hash } from 'node:crypto';

import { caseHash, parseSetFile, readCase, readJsonLine, readText, rowsOf } from '@pawl/core';
import type { CaseRow, Place, SetFile } from '@pawl/core';

import type { CommitFiles } from './commit-files.ts';

/** Every case of a set by its id. */
export type Manifest = ReadonlyMap<string, ManifestEntry>;

/** A case as its file has it. */
interface ManifestEntry {
  readonly place: Place;
  readonly disabled: boolean;
  /** Left out for a case with scorers of its own: what they are is not told by data alone. */
  readonly hash?: string;
}

/**
 * The cases that a set's files hold at a commit, read as data. Undefined where they cannot all be read that way, as
 * with CSV: then nothing can be said about a case that is not listed.
 */
export async function readManifest(
  files: CommitFiles,
  folder: string,
): Promise<Manifest | undefined> {
  const text = await files.read(`${folder}/set.yaml`);
  const set = text === undefined ? undefined : parseSetFile(text, 'set.yaml').value;
  if (set === undefined) return undefined;
  const manifest = new Map<string, ManifestEntry>();
  const inline = (set.cases ?? []).filter((entry) => typeof entry !== 'string');
  for (const row of inline) manifest.set(...entryOf(row, { file: `${folder}/set.yaml` }));
  const paths = await casePaths(files, folder, set);
  for (const path of paths) {
    const cases = await readCases(files, path, set);
    if (cases === undefined) return undefined;
    for (const entry of cases) manifest.set(...entry);
  }
  return manifest;
}

const usual = ['cases.jsonl', 'cases.json', 'cases.yaml', 'cases.yml', 'cases.csv', 'cases/*'];

async function casePaths(files: CommitFiles, folder: string, set: SetFile): Promise<string[]> {
  const written = set.cases?.filter((entry) => typeof entry === 'string');
  const patterns = (set.cases === undefined ? usual : (written ?? [])).map(toPattern);
  const all = await files.list(folder);
  return all.filter((path) =>
    patterns.some((pattern) => pattern.test(path.slice(folder.length + 1))),
  );
}

function toPattern(glob: string): RegExp {
  const escaped = glob.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  const pattern = escaped.replaceAll(/\*\*\/|\*|\?/g, (sign) => {
    if (sign === '**/') return '(?:.+/)?';
    return sign === '*' ? '[^/]*' : '[^/]';
  });
  return new RegExp(`^(?:\\./)?${pattern}$`);
}

const sha256 = (text: string): string => hash('sha256', text, 'hex');

type Entry = readonly [string, ManifestEntry];
type Found = readonly Entry[];

function entryOf(row: CaseRow, place: Place): Entry {
  const entry = { place, disabled: row.disabled !== undefined };
  const isPlain = row.scorers === undefined || row.scorers.length === 0;
  return [row.id, isPlain ? { ...entry, hash: caseHash(row, [], sha256) } : entry];
}

async function readCases(
  files: CommitFiles,
  path: string,
  set: SetFile,
): Promise<Found | undefined> {
  const text = await files.read(path);
  if (text === undefined || path.endsWith('.csv')) return undefined;
  return path.endsWith('.jsonl') ? fromLines(text, path, set) : fromDocument(text, path, set);
}

function fromLines(text: string, file: string, set: SetFile): Found | undefined {
  const found: Entry[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const { value } = readJsonLine(line, file, index + 1);
    if (value === undefined) return undefined;
    const row = caseOf(
      readCase(value, { text: () => readText(line, file), base: [], ...fieldsOf(set) }),
    );
    if (row === undefined) return undefined;
    found.push(entryOf(row, { file, line: index + 1 }));
  }
  return found;
}

function fromDocument(text: string, file: string, set: SetFile): Found | undefined {
  const parsed = readText(text, file);
  const found: Entry[] = [];
  for (const { row, base } of rowsOf(parsed)) {
    const read = caseOf(readCase(row, { text: () => parsed, base, ...fieldsOf(set) }));
    if (read === undefined) return undefined;
    found.push(entryOf(read, parsed.locate(base)));
  }
  return found;
}

function caseOf({ value }: { readonly value?: CaseRow }): CaseRow | undefined {
  return value;
}

function fieldsOf(set: SetFile): { readonly fields?: Readonly<Record<string, string>> } {
  return set.fields === undefined ? {} : { fields: set.fields };
}
