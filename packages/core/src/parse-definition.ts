import type { Guard, Incident, RecordedOutput } from './incident.ts';
import { isJsonObject } from './json.ts';
import type { ParsedText } from './parsed-text.ts';
import type { Problem } from './problem.ts';
import { type ReadCase, readCase, rowsOf } from './read-case.ts';
import { readJson } from './read-json.ts';
import { type Definition, readWithSchema } from './read-with-schema.ts';
import { readYaml } from './read-yaml.ts';
import { type GuardFile, type IncidentFile, incidentFileSchema } from './schemas/incident-file.ts';
import { type ProjectFile, projectFileSchema } from './schemas/project-file.ts';
import { type SetFile, setFileSchema } from './schemas/set-file.ts';
import { waiverFileSchema } from './schemas/waiver-file.ts';
import type { Waiver } from './waiver.ts';

/** Reads the text of `pawl.yaml`. */
export function parseProjectFile(text: string, file: string): Definition<ProjectFile> {
  return readWithSchema(readText(text, file), projectFileSchema);
}

/** Reads the text of a `set.yaml`. A version such as `2` is read as `2.0.0`, with a warning. */
export function parseSetFile(text: string, file: string): Definition<SetFile> {
  const { parsed, warnings } = withWholeVersion(readText(text, file));
  const read = readWithSchema(parsed, setFileSchema);
  return { ...read, problems: [...warnings, ...read.problems] };
}

/** Reads the cases of a YAML or JSON text: a list, `{ cases: [...] }`, or a single case. */
export function parseCaseRows(text: string, file: string): readonly ReadCase[] {
  const parsed = readText(text, file);
  const spelling = file.endsWith('.json') ? {} : { spelling: true as const };
  const rows = rowsOf(parsed).map(({ row, base }) =>
    readCase(row, { text: () => parsed, base, ...spelling }),
  );
  return parsed.problems.length === 0 ? rows : [{ problems: parsed.problems }, ...rows];
}

/** Reads the text of an incident file. */
export function parseIncidentFile(text: string, file: string): Definition<Incident> {
  const read = readWithSchema(readText(text, file), incidentFileSchema);
  return withValue(read, (value) => toIncident(value, read));
}

/** Reads the text of a waiver file. Whether it still holds depends on the day and is not asked here. */
export function parseWaiverFile(text: string, file: string): Definition<Waiver> {
  const read = readWithSchema(readText(text, file), waiverFileSchema);
  return withValue(read, (value) => ({
    ...value,
    approvers: value.approvers ?? [],
    place: read.locate([]),
  }));
}

/** JSON for `.json`, YAML for everything else. */
export function readText(text: string, file: string): ParsedText {
  return file.endsWith('.json') ? readJson(text, file) : readYaml(text, file);
}

function withValue<A, B>(read: Definition<A>, change: (value: A) => B): Definition<B> {
  const { value, ...rest } = read;
  return value === undefined ? rest : { ...rest, value: change(value) };
}

function toIncident(file: IncidentFile, { locate }: Definition<unknown>): Incident {
  return { ...file, guards: (file.guards ?? []).map(toGuard), place: locate([]) };
}

function toGuard({ bad, good, ...guard }: GuardFile): Guard {
  return {
    ...guard,
    ...(bad === undefined ? {} : { bad: toOutput(bad) }),
    ...(good === undefined ? {} : { good: toOutput(good) }),
  };
}

const toOutput = (output: string | RecordedOutput): RecordedOutput =>
  typeof output === 'string' ? { text: output } : output;

interface Versioned {
  readonly parsed: ParsedText;
  readonly warnings: readonly Problem[];
}

function withWholeVersion(parsed: ParsedText): Versioned {
  const { value } = parsed;
  const version = isJsonObject(value) ? value['version'] : undefined;
  if (!isJsonObject(value) || (typeof version !== 'number' && typeof version !== 'string'))
    return { parsed, warnings: [] };
  const written = parsed.written(['version']) ?? String(version);
  const [, major, minor = '0'] = /^(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?$/u.exec(written) ?? [];
  if (major === undefined) return { parsed, warnings: [] };
  const whole = `${major}.${minor}.0`;
  return {
    parsed: { ...parsed, value: { ...value, version: whole } },
    warnings: [versionWarning(parsed, written, whole)],
  };
}

function versionWarning(parsed: ParsedText, written: string, whole: string): Problem {
  return {
    code: 'short-version',
    place: parsed.locate(['version']),
    message: `version: ${written} is read as ${whole}`,
    hint: `Write version: ${whole}`,
    severity: 'warning',
  };
}
