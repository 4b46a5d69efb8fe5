import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';

import {
  isJsonObject,
  parseIncidentFile,
  readText,
  UsageError,
  writeYaml,
  type EvalSet,
  type Project,
} from '@pawl/core';
import { showFile, writeWhole } from '@pawl/runner';

import { appendCase } from './append-case.ts';
import { bumpVersion } from './bump-version.ts';
import { toCaseRow, toIncidentRow, type IncidentDraft } from './incident-draft.ts';

/** One file before and after; without `before` it is a new one. */
export interface FileEdit {
  readonly file: string;
  readonly before?: string;
  readonly after: string;
  /** For people: `version 2.1.0 → 2.2.0`. */
  readonly note?: string;
}

/** What must be written for an incident: its file, its case at the end of a cases file, the set's version. */
export async function planEdits(
  project: Project,
  set: EvalSet,
  draft: IncidentDraft,
): Promise<readonly FileEdit[]> {
  const incident = newIncident(project, draft);
  const known = set.cases.find((one) => one.id === draft.case);
  if (known !== undefined) return [incident, ...(await raiseVersion(project, set, 'patch'))];
  const cases = await addCase(project, set, draft);
  return [incident, cases, ...(await raiseVersion(project, set, 'minor'))];
}

function newIncident({ evalsFolder }: Project, draft: IncidentDraft): FileEdit {
  const file = posix.join(evalsFolder, 'incidents', `${draft.id}.yaml`);
  const schema = posix.relative(
    posix.dirname(file),
    'node_modules/pawl/schemas/incident.schema.json',
  );
  const head = `# yaml-language-server: $schema=${schema}\n`;
  const after = head + writeYaml(toIncidentRow(draft));
  const { problems } = parseIncidentFile(after, file);
  if (problems.length === 0) return { file, after };
  throw new UsageError('bad-incident', 'The incident would have mistakes: nothing was written.', {
    problems,
  });
}

async function addCase(project: Project, set: EvalSet, draft: IncidentDraft): Promise<FileEdit> {
  const row = toCaseRow(draft);
  for (const file of candidates(set)) {
    const before = await readFile(join(project.root, file), 'utf8');
    const after = appendCase(before, file, row);
    if (after !== undefined) return { file, before, after };
  }
  const fresh = posix.join(set.folder, 'cases', 'incidents.yaml');
  if (await takesMoreFiles(project, set)) return { file: fresh, after: writeYaml([row]) };
  throw new UsageError('no-place', `No cases file of ${set.name} can take one more case.`, {
    hint: `Add it yourself, then start again with --case ${draft.case}: ${JSON.stringify(row)}`,
  });
}

/** A set that names no files of its own takes whatever stands in its folder `cases`. */
async function takesMoreFiles(
  { root }: Project,
  { file, cases, folder }: EvalSet,
): Promise<boolean> {
  const { value } = readText(await readFile(join(root, file), 'utf8'), file);
  const fresh = posix.join(folder, 'cases', 'incidents.yaml');
  const isFree = cases.every(({ place }) => place.file !== fresh);
  return isFree && isJsonObject(value) && value['cases'] === undefined;
}

/** Where a guard belongs: beside other guards, in a file named so, else in the file with the most cases. */
function candidates({ cases, file: setFile }: EvalSet): readonly string[] {
  const weights = new Map<string, number>();
  for (const { place, incidents } of cases) {
    if (place.file === setFile || place.file.endsWith('.csv')) continue;
    const named = place.file.includes('incident') ? 1e6 : 0;
    const weight = (weights.get(place.file) ?? named) + 1 + (incidents.length > 0 ? 1e4 : 0);
    weights.set(place.file, weight);
  }
  return [...weights].toSorted((a, b) => b[1] - a[1]).map(([file]) => file);
}

/** A case more is a minor change of a set, one more link of a case a patch. */
async function raiseVersion(
  project: Project,
  set: EvalSet,
  part: 'minor' | 'patch',
): Promise<readonly FileEdit[]> {
  const { file } = set;
  const before = await readFile(join(project.root, file), 'utf8');
  const base = await showFile(project.root, 'HEAD', file);
  const bumped = bumpVersion(before, file, { part, base });
  if (bumped === undefined || bumped.text === before) return [];
  return [{ file, before, after: bumped.text, note: `version ${bumped.before} → ${bumped.after}` }];
}

/** Writes all files or, when one cannot be written, none. A new file never takes the place of another. */
export async function applyEdits(root: string, edits: readonly FileEdit[]): Promise<void> {
  const done: FileEdit[] = [];
  try {
    for (const edit of edits) {
      await write(root, edit);
      done.push(edit);
    }
  } catch (error) {
    await undoEdits(root, done);
    throw error;
  }
}

async function write(root: string, { file, before, after }: FileEdit): Promise<void> {
  const path = join(root, file);
  if (before !== undefined) return writeWhole(path, after, 0o644);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, after, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
    throw new UsageError('file-exists', `${file} is there already and is left as it is.`, {
      hint: 'Choose another --id.',
    });
  }
}

/** Puts everything back as it was. */
export async function undoEdits(root: string, edits: readonly FileEdit[]): Promise<void> {
  for (const { file, before } of edits) {
    const path = join(root, file);
    await (before === undefined ? rm(path, { force: true }) : writeWhole(path, before, 0o644));
  }
}
