import { relative, resolve } from 'node:path';

import { UsageError, type JsonObject, type Problem } from '@pawl/core';

import { findJsonMistake } from './json-mistake.ts';
import { isJsonObject } from './json-object.ts';
import { jsonlLines, type JsonlLine } from './jsonl-lines.ts';
import type { ProviderHost } from './provider-host.ts';

/** The rows of a file and, under the same index, the lines they stand on. */
export interface RecordedRows {
  /** Relative to the project. */
  readonly file: string;
  readonly rows: readonly JsonObject[];
  readonly lines: readonly number[];
}

type Readings = Map<string, Promise<RecordedRows>>;

const readings = new WeakMap<ProviderHost, Readings>();

/** The rows of a file, read once a host however many targets ask for it. */
export function readRecordedRows(file: string, host: ProviderHost): Promise<RecordedRows> {
  const path = resolve(host.root, file);
  const ofHost: Readings = readings.get(host) ?? new Map();
  readings.set(host, ofHost);
  const reading = ofHost.get(path) ?? readRows(path, relative(host.root, path));
  ofHost.set(path, reading);
  return reading;
}

async function readRows(path: string, file: string): Promise<RecordedRows> {
  const rows: JsonObject[] = [];
  const places: number[] = [];
  const problems: Problem[] = [];
  try {
    for await (const lines of jsonlLines(path)) {
      for (const line of lines) readRow(line, { rows, lines: places, problems, file });
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  if (problems.length > 0) throw badRows(file, problems);
  return { file, rows, lines: places };
}

interface Intake {
  readonly rows: JsonObject[];
  readonly lines: number[];
  readonly problems: Problem[];
  readonly file: string;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function readRow(line: JsonlLine, into: Intake): void {
  const text = decode(line.bytes);
  if (text === undefined) return report(into, { line, offset: 0, reason: 'It is not UTF-8' });
  if (text.trim() === '') return;
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    return report(into, { line, ...findJsonMistake(text) });
  }
  if (!isJsonObject(row)) {
    return report(into, { line, offset: 0, reason: 'A row must be a JSON object' });
  }
  into.rows.push(row);
  into.lines.push(line.number);
}

function decode(bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

interface Mistake {
  readonly line: JsonlLine;
  readonly offset: number;
  readonly reason: string;
}

function report(into: Intake, { line, offset, reason }: Mistake): void {
  into.problems.push({
    code: 'bad-row',
    severity: 'error',
    place: { file: into.file, line: line.number, column: offset + 1 },
    message: reason,
    hint: 'Write one JSON object a line: {"case_id": "…", "output": "…"}',
  });
}

function badRows(file: string, problems: readonly Problem[]): UsageError {
  const rows = problems.length === 1 ? 'a row' : `${problems.length} rows`;
  return new UsageError('bad-recording', `${file} has ${rows} that cannot be read`, {
    hint: 'Correct the recorded outputs at the places named.',
    problems,
  });
}

function unreadable(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  return new UsageError('no-recording-file', `Cannot read ${file}: ${String(error.code)}`, {
    hint: 'Correct `outputs` of the target, or record the outputs first.',
  });
}
