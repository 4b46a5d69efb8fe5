import {
  isJsonObject,
  parseCaseRows,
  readText,
  writeYaml,
  type Json,
  type JsonObject,
} from '@pawl/core';

/** The text of a cases file with one more row at its end; nothing where it has no place for one. */
export function appendCase(text: string, file: string, row: JsonObject): string | undefined {
  if (/\.(?:jsonl|ndjson)$/u.test(file)) return appendLine(text, JSON.stringify(row));
  const fresh = file.endsWith('.json') ? appendToJson(text, row) : appendToYaml(text, file, row);
  return fresh !== undefined && isGrown(text, fresh, file) ? fresh : undefined;
}

function appendLine(text: string, line: string): string {
  const end = lineEnd(text);
  const whole = text === '' || text.endsWith('\n') ? text : `${text}${end}`;
  return `${whole}${line}${end}`;
}

/** The line ends of a file: new lines have them too. */
const lineEnd = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

function appendToJson(text: string, row: JsonObject): string | undefined {
  const end = text.lastIndexOf(']');
  if (end === -1) return undefined;
  const before = text.slice(0, end).trimEnd();
  const rows = text.slice(before.length, end);
  const indent =
    /\n([ \t]*)\{[^\n]*(?:\n[\s\S]*)?$/u.exec(before)?.[1] ??
    /\n([ \t]+)\{/u.exec(before)?.[1] ??
    '  ';
  const comma = before.endsWith('[') ? '' : ',';
  const gap = rows.includes('\n') ? rows : lineEnd(text);
  return `${before}${comma}${lineEnd(text)}${indent}${JSON.stringify(row)}${gap}${text.slice(end)}`;
}

/** A list in blocks grows at its end: everything that stands there stays as it is, comments included. */
function appendToYaml(text: string, file: string, row: JsonObject): string | undefined {
  if (text.trim() === '') return writeYaml([row]);
  const indent = dashIndent(text, file);
  if (indent === undefined) return undefined;
  const end = lineEnd(text);
  const gap = /\n[ \t]*\r?\n[ \t]*- /u.test(text) ? end : '';
  const lines = writeYaml([row]).trimEnd().split('\n');
  const item = lines.map((line) => (line === '' ? line : indent + line)).join(end);
  return `${text.trimEnd()}${end}${gap}${item}${end}`;
}

/** The columns before the dash of the first item, where the rows stand in a block list. */
function dashIndent(text: string, file: string): string | undefined {
  const parsed = readText(text, file);
  const inner = isJsonObject(parsed.value) ? 'cases' : undefined;
  const list = inner === undefined ? parsed.value : itemAt(parsed.value, inner);
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const { line = 1 } = parsed.locate(inner === undefined ? [0] : [inner, 0]);
  return /^(\s*)-\s/u.exec(text.split('\n')[line - 1] ?? '')?.[1];
}

const itemAt = (value: Json | undefined, key: string): Json | undefined =>
  isJsonObject(value) ? value[key] : undefined;

/** Whether the new text holds the old rows, unchanged, and one more. */
function isGrown(before: string, after: string, file: string): boolean {
  const old = before.trim() === '' ? [] : parseCaseRows(before, file);
  const now = parseCaseRows(after, file);
  return (
    now.length === old.length + 1 &&
    now.every(({ problems }) => problems.every(({ severity }) => severity === 'warning')) &&
    old.every(({ value }, at) => JSON.stringify(value) === JSON.stringify(now[at]?.value))
  );
}
