import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

import type { RunSummary } from '@pawl/core';

import { parseJson } from '../files/parse-json.ts';
import { beforeRecord, endOfFile } from '../store/run-file.ts';

/** What a list of runs needs to know of one. */
export interface RunHead {
  readonly runId: string;
  /** ISO date-time. */
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly commit?: string;
  readonly summary: RunSummary;
}

/**
 * The head of a finished run, from the beginning of its `run.json` and both ends of its journal: a record of any length
 * costs the same. `undefined` where they do not fit together or look otherwise; then the whole record has to be read.
 */
export function readRunHead(folder: string): RunHead | undefined {
  const summary = readSummary(join(folder, 'run.json'));
  const ends = readEnds(join(folder, 'events.jsonl'));
  if (summary === undefined || ends === undefined) return undefined;
  const { journalBytes, ...rest } = summary;
  if (journalBytes !== ends.size || rest.runId !== ends.runId || rest.format !== 1)
    return undefined;
  const { runId, startedAt, finishedAt, commit } = ends;
  return {
    runId,
    startedAt,
    finishedAt,
    ...(commit === undefined ? {} : { commit }),
    summary: rest,
  };
}

interface WrittenSummary extends RunSummary {
  readonly journalBytes: number;
}

/** What stands before the record; nothing where the file is cut or has no such part. */
function readSummary(path: string): WrittenSummary | undefined {
  return withFile(path, ({ size, slice }) => {
    if (slice(size - endOfFile.length, endOfFile.length) !== endOfFile) return undefined;
    for (let length = 16_384; ; length *= 4) {
      const text = slice(0, length);
      const end = text.indexOf(beforeRecord);
      if (end !== -1) return toSummary(`${text.slice(0, end)}}`);
      if (length >= size) return undefined;
    }
  });
}

function toSummary(text: string): WrittenSummary | undefined {
  const value: unknown = parseJson(text);
  return isSummary(value) ? value : undefined;
}

/** Written by us in one piece, which the numbers that must agree vouch for. */
function isSummary(value: unknown): value is WrittenSummary {
  return (
    typeof value === 'object' &&
    value !== null &&
    'journalBytes' in value &&
    'runId' in value &&
    'planned' in value &&
    'cells' in value &&
    Array.isArray(value.cells)
  );
}

interface JournalEnds {
  readonly size: number;
  readonly runId: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly commit?: string;
}

const started =
  /^\{"crc":"[0-9a-f]{8}","len":\d+,"event":\{"type":"run-started","format":1,"runId":"([^"]+)","at":"([^"]+)"/u;
const finished = /^\{"crc":"[0-9a-f]{8}","len":\d+,"event":\{"type":"run-finished","at":"([^"]+)"/u;

function readEnds(path: string): JournalEnds | undefined {
  return withFile(path, ({ size, slice }) => {
    const first = slice(0, 1024);
    const tail = slice(Math.max(0, size - 2048), 2048);
    const last = tail.slice(tail.lastIndexOf('\n', tail.length - 2) + 1);
    const [, runId, startedAt] = started.exec(first) ?? [];
    const [, finishedAt] = finished.exec(last) ?? [];
    if (runId === undefined || startedAt === undefined || finishedAt === undefined)
      return undefined;
    if (!tail.endsWith('}\n')) return undefined;
    const commit = /"commit":"([0-9a-f]+)"/u.exec(first.split('"sets":', 1)[0] ?? '')?.[1];
    return { size, runId, startedAt, finishedAt, ...(commit === undefined ? {} : { commit }) };
  });
}

interface OpenFile {
  readonly size: number;
  /** Bytes as text; what a cut character leaves is of no matter to what is looked for. */
  readonly slice: (from: number, length: number) => string;
}

/** Nothing where the file cannot be read. */
function withFile<T>(path: string, use: (file: OpenFile) => T | undefined): T | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const { size } = fstatSync(file);
    const slice = (from: number, length: number): string => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - from)));
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, from));
    };
    return use({ size, slice });
  } finally {
    closeSync(file);
  }
}
