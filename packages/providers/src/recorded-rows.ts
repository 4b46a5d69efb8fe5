import { openSync, readSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { crc32 } from 'node:zlib';

import { UsageError, type JsonObject, type Problem } from '@pawl/core';

import { faultOf } from './fault-of.ts';
import { findJsonMistake } from './json-mistake.ts';
import { isJsonObject } from './json-object.ts';
import { jsonlLines, type JsonlLine } from './jsonl-lines.ts';
import type { ProviderHost } from './provider-host.ts';

/** The rows of a file and, under the same index, the lines they stand on. */
export interface RecordedRows {
  /** Relative to the project. */
  readonly file: string;
  /** A long row is read again each time. Throws a `FaultError` when it was changed meanwhile. */
  readonly row: (index: number) => JsonObject | undefined;
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
  const rows: (JsonObject | LongRow)[] = [];
  const places: number[] = [];
  const problems: Problem[] = [];
  const intake: Intake = { rows, lines: places, problems, file, inMemory: 0 };
  try {
    for await (const lines of jsonlLines(path)) {
      for (const line of lines) readRow(line, intake);
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  if (problems.length > 0) throw badRows(file, problems);
  let descriptor: number | undefined; // open as long as the process lives: its name may go to another file
  const row = (index: number): JsonObject | undefined => {
    const kept = rows[index];
    if (!(kept instanceof LongRow)) return kept;
    descriptor ??= openSync(path, 'r');
    return kept.readAgain(descriptor, `${file}:${places[index] ?? ''}`);
  };
  return { file, row, lines: places };
}

interface Intake {
  readonly rows: (JsonObject | LongRow)[];
  readonly lines: number[];
  inMemory: number;
  readonly problems: Problem[];
  readonly file: string;
}

/** From so many bytes on, a row stays in its file, where there are many: long outputs then need little memory. */
const longRow = 4096;
const mostInMemory = 2 ** 24;

/** Every row that is read again stands here for a moment. */
let room = Buffer.alloc(0);

/** Where a row stands, and the sum of its bytes. */
class LongRow {
  readonly #from: number;
  readonly #length: number;
  readonly #sum: number;

  constructor({ bytes, from }: JsonlLine) {
    this.#from = from;
    this.#length = bytes.length;
    this.#sum = crc32(bytes);
  }

  readAgain(descriptor: number, place: string): JsonObject {
    if (room.length < this.#length) room = Buffer.alloc(2 * this.#length);
    const bytes = room.subarray(0, readSync(descriptor, room, 0, this.#length, this.#from));
    if (crc32(bytes) !== this.#sum) {
      throw faultOf('no-recording', `The recorded row at ${place} was changed while it was in use`);
    }
    const row: JsonObject = JSON.parse(decoder.decode(bytes));
    return row;
  }
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
  into.inMemory += line.bytes.length;
  const isLong = line.bytes.length >= longRow && into.inMemory > mostInMemory;
  into.rows.push(isLong ? new LongRow(line) : row);
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
