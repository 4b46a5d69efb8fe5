import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { UsageError, type RunRecord, type RunSummary } from '@pawl/core';

import { jsonPieces } from '../files/json-pieces.ts';

const beforeRecord = '\n  "record": ';
const afterRecord = '\n}\n';

/**
 * The bytes of `run.json`: the summary, which part of the journal it was folded from, and the record. The record stands on
 * one line, as it has one entry a trial, and is the text that the digest is of.
 */
export async function runFile(
  record: RunRecord,
  summary: RunSummary,
  journal: string,
): Promise<readonly Uint8Array[]> {
  const { size } = await stat(journal);
  const written = recordBytes(record);
  const hash = createHash('sha256');
  for (const part of written) hash.update(part);
  const head = { ...summary, journalBytes: size, recordDigest: hash.digest('hex') };
  const upToTheBrace = JSON.stringify(head, undefined, 2).slice(0, -'\n}'.length);
  return [Buffer.from(`${upToTheBrace},${beforeRecord}`), ...written, Buffer.from(afterRecord)];
}

const lettersOfPart = 2 ** 16;

/** As bytes in parts, because one text of a long record stands in memory several times over. */
function recordBytes(record: RunRecord): Buffer[] {
  const parts: Buffer[] = [];
  let text = '';
  for (const piece of jsonPieces(record)) {
    text += piece;
    if (text.length < lettersOfPart) continue;
    parts.push(Buffer.from(text));
    text = '';
  }
  parts.push(Buffer.from(text));
  return parts;
}

/**
 * The record in a run's `run.json`, when that is whole and the journal has not grown since; else `undefined`.
 * Throws a `UsageError` when a newer Pawl wrote it.
 */
export async function readRunFile(folder: string): Promise<RunRecord | undefined> {
  const path = join(folder, 'run.json');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const value = parse(text);
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
  const at = text.indexOf(beforeRecord);
  if (at === -1 || !text.endsWith(afterRecord)) return undefined;
  return sha256(text.slice(at + beforeRecord.length, -afterRecord.length));
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
