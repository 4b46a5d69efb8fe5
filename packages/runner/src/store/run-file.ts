import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { UsageError, type RunRecord, type RunSummary } from '@pawl/core';

import { encodeTexts, textRoom } from '../files/encode-texts.ts';
import { jsonPieces } from '../files/json-pieces.ts';
import { parseJson } from '../files/parse-json.ts';
import { sha256 } from '../files/sha256.ts';

/** Stands in `run.json` between the summary and the record. */
export const beforeRecord = ',\n  "record": ';
const beforeDigest = ',\n  "recordDigest": "';
/** The last of `run.json`: a file without it is cut. */
export const endOfFile = '"\n}\n';

/**
 * The bytes of `run.json`, part by part: the summary, which part of the journal it was folded from, the record and its
 * digest. The record stands on one line, as it has one entry a trial, and is never one text in memory.
 */
export async function runFile(
  record: RunRecord,
  summary: RunSummary,
  journal: string,
): Promise<Iterable<Uint8Array>> {
  const { size } = await stat(journal);
  return encodeTexts(piecesOf(record, { ...summary, journalBytes: size }), textRoom());
}

function* piecesOf(record: RunRecord, head: object): Generator<string> {
  const upToTheBrace = JSON.stringify(head, undefined, 2).slice(0, -'\n}'.length);
  yield `${upToTheBrace}${beforeRecord}`;
  const hash = createHash('sha256');
  for (const piece of jsonPieces(record)) {
    hash.update(piece);
    yield piece;
  }
  yield `${beforeDigest}${hash.digest('hex')}${endOfFile}`;
}

/**
 * The record in a run's `run.json`, when that is whole and the journal has not grown since; else `undefined`.
 * Throws a `UsageError` when a newer Pawl wrote it.
 */
export async function readRunFile(folder: string): Promise<RunRecord | undefined> {
  const path = join(folder, 'run.json');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const value = parseJson(text);
  refuseNewer(path, value);
  if (typeof value !== 'object' || value === null || !('record' in value)) return undefined;
  const { record } = value;
  const size = await journalSize(join(folder, 'events.jsonl')).catch(() => undefined);
  const whole =
    'journalBytes' in value &&
    value.journalBytes === size &&
    'recordDigest' in value &&
    value.recordDigest === digestOfRecord(text);
  return whole && isRunRecord(record) ? record : undefined;
}

function refuseNewer(path: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || !('format' in value)) return;
  if (typeof value.format !== 'number' || value.format <= 1) return;
  throw new UsageError(
    'newer-format',
    `${path}: This run has format ${value.format}, written by a newer Pawl; this Pawl reads format 1`,
    { hint: 'Read this run with a newer Pawl.' },
  );
}

const journalStart = /^\{"crc":"[0-9a-f]{8}","len":\d+,"event":\{"type":"run-started","format":1,/;

/** The size of a journal that begins as ours; of any other, the journal itself has to be read. */
async function journalSize(path: string): Promise<number | undefined> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(128), 0, 128, 0);
  const begins = journalStart.test(buffer.toString('latin1', 0, bytesRead));
  return begins ? (await file.stat()).size : undefined;
}

/** The digest of the record as it stands in the file; of another form than ours it matches nothing. */
function digestOfRecord(text: string): string | undefined {
  const from = text.indexOf(beforeRecord);
  const to = text.lastIndexOf(beforeDigest);
  if (from === -1 || to < from || !text.endsWith(endOfFile)) return undefined;
  return sha256(text.slice(from + beforeRecord.length, to));
}

/** The digest vouches for what is inside. */
function isRunRecord(value: unknown): value is RunRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 1 &&
    'runId' in value &&
    typeof value.runId === 'string' &&
    'cells' in value &&
    Array.isArray(value.cells)
  );
}
