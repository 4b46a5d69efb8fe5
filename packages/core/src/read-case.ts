import { explainIssues } from './explain-issue.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { type FieldMap, mapFields, sourcePath } from './map-fields.ts';
import { type ParsedText, type Path, pathName } from './parsed-text.ts';
import type { Problem } from './problem.ts';
import { joinProblems } from './read-with-schema.ts';
import { type CaseRow, caseRowSchema } from './schemas/case-row.ts';

/** Where a row comes from. */
export interface RowSource {
  /** The text around the row; asked for only when there is a mistake to place. */
  readonly text: () => ParsedText;
  /** Where the row stands in it. */
  readonly base: Path;
  readonly fields?: FieldMap;
  /** Set for YAML: a number that lost its spelling is a mistake in a case. */
  readonly spelling?: true;
}

/** A case as it was read. */
export interface ReadCase {
  readonly value?: CaseRow;
  /** Of a case that could not be read, where it has one. */
  readonly id?: string;
  readonly problems: readonly Problem[];
}

/** Reads a row as a case. */
export function readCase(row: Json, source: RowSource): ReadCase {
  const { fields } = source;
  const mapped = fields !== undefined && isJsonObject(row) ? mapFields(row, fields) : row;
  const odd = source.spelling === undefined ? [] : oddNumbers(mapped, source);
  const result = caseRowSchema.safeParse(mapped);
  if (result.success) return { value: result.data, problems: odd };
  const text = source.text();
  const subject = {
    text: fields === undefined ? text : mappedText(text, mapped, source),
    schema: caseRowSchema,
    base: fields === undefined ? source.base : [],
    name: caseName(mapped),
  };
  const problems = joinProblems(odd, explainIssues(result.error.issues, subject));
  const id = idOf(mapped);
  return id === undefined ? { problems } : { id, problems };
}

function caseName(row: Json): string {
  const id = idOf(row);
  return id === undefined ? 'Case' : `Case ${JSON.stringify(id)}`;
}

function idOf(row: Json): string | undefined {
  const id = isJsonObject(row) ? row['id'] : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** The row's text as a case sees it: the path of a field leads to where the row has it. */
function mappedText(text: ParsedText, mapped: Json, { base, fields = {} }: RowSource): ParsedText {
  const toSource = (path: Path): Path => {
    for (let length = path.length; length > 0; length -= 1) {
      const source = fields[path.slice(0, length).join('.')];
      if (source !== undefined) return [...base, ...sourcePath({}, source), ...path.slice(length)];
    }
    return [...base, ...path];
  };
  return {
    ...text,
    value: mapped,
    locate: (path) => text.locate(toSource(path)),
    locateKey: (path) => text.locateKey(toSource(path)),
    written: (path) => text.written(toSource(path)),
  };
}

/** `1.10` as an input would silently become 1.1. */
function oddNumbers(row: Json, { text, base }: RowSource): Problem[] {
  const parsed = text();
  return numbersIn(row, []).flatMap(({ path, value }) => {
    const written = parsed.written([...base, ...path]);
    if (written === undefined) return [];
    const name = isJsonObject(row) ? `${caseName(row)}: ${pathName(path)}` : pathName(path);
    return [spellingProblem({ parsed, at: [...base, ...path], name, written, value })];
  });
}

interface Spelling {
  readonly parsed: ParsedText;
  readonly at: Path;
  readonly name: string;
  readonly written: string;
  readonly value: number;
}

function spellingProblem({ parsed, at, name, written, value }: Spelling): Problem {
  return {
    code: 'odd-number',
    place: parsed.locate(at),
    message: `${name}: ${written} would be read as the number ${value}`,
    hint: `Put it in quotes if it is a text: "${written}"; else write ${value}.`,
    severity: 'error',
  };
}

interface FoundNumber {
  readonly path: Path;
  readonly value: number;
}

function numbersIn(value: Json | undefined, path: Path): FoundNumber[] {
  if (typeof value === 'number') return [{ path, value }];
  if (typeof value !== 'object' || value === null) return [];
  const entries: readonly (readonly [string, Json | undefined])[] = Object.entries(value);
  const isList = !isJsonObject(value);
  return entries.flatMap(([key, inner]) => numbersIn(inner, [...path, isList ? Number(key) : key]));
}

/** The rows of a parsed file: a list of cases, `{ cases: [...] }`, or a single case; each with its path. */
export function rowsOf(text: ParsedText): { readonly row: Json; readonly base: Path }[] {
  const { value } = text;
  if (value === undefined) return [];
  if (isList(value)) return value.map((row, index) => ({ row, base: [index] }));
  const inner = isJsonObject(value) ? casesIn(value) : undefined;
  if (inner !== undefined) return inner.map((row, index) => ({ row, base: ['cases', index] }));
  return [{ row: value, base: [] }];
}

function casesIn(value: JsonObject): readonly Json[] | undefined {
  const keys = Object.keys(value);
  const cases = value['cases'];
  return keys.length === 1 && cases !== undefined && isList(cases) ? cases : undefined;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
