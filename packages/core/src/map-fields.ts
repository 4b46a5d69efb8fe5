import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { type Path, valueAt } from './parsed-text.ts';

/** Where the fields of a case stand in rows that use other names: field of a case → field of the row. */
export type FieldMap = Readonly<Record<string, string>>;

/** The fields of a case. */
export const caseKeys: readonly string[] = [
  'id',
  'input',
  'expected',
  'tags',
  'cluster',
  'critical',
  'trials',
  'scorers',
  'incidents',
  'disabled',
  'metadata',
];

/** A row as a case has it. Fields of the row that neither the map nor a case knows are left out. */
export function mapFields(row: JsonObject, fields: FieldMap): JsonObject {
  const mapped: Record<string, Json | undefined> = {};
  const taken = new Set(Object.values(fields));
  for (const key of caseKeys)
    if (Object.hasOwn(row, key) && !taken.has(key)) mapped[key] = row[key];
  for (const [field, source] of Object.entries(fields)) {
    const value = valueAt(row, sourcePath(row, source));
    if (value !== undefined) putAt(mapped, field.split('.'), toField(field, value));
  }
  return mapped;
}

/** Published rows often number their cases. */
function toField(field: string, value: Json): Json {
  const isNumber = typeof value === 'number' && Number.isSafeInteger(value);
  return field === 'id' && isNumber ? String(value) : value;
}

/** The way to a mapped field: a key that has dots itself, else its dotted path. */
export function sourcePath(row: JsonObject, source: string): Path {
  return Object.hasOwn(row, source) ? [source] : source.split('.');
}

/** Puts a value under a dotted name, making the objects on the way. */
export function putAt(
  target: Record<string, Json | undefined>,
  path: readonly string[],
  value: Json,
): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const before = target[head];
  const inner: Record<string, Json | undefined> = isJsonObject(before) ? { ...before } : {};
  putAt(inner, rest, value);
  target[head] = inner;
}
