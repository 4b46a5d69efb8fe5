import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { RunRecord, RunSummary } from '@pawl/core';

/** `run.json` as a value: the summary, which part of the journal it was folded from, and the record. */
export async function runFile(
  record: RunRecord,
  summary: RunSummary,
  journal: string,
): Promise<Readonly<Record<string, unknown>>> {
  const { size } = await stat(journal);
  return { ...summary, journalBytes: size, recordDigest: digestOf(record), record };
}

/** The record in a run's `run.json`, when that is whole and the journal has not grown since; else `undefined`. */
export async function readRunFile(folder: string): Promise<RunRecord | undefined> {
  const text = await readFile(join(folder, 'run.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const value = parse(text);
  if (typeof value !== 'object' || value === null || !('record' in value)) return undefined;
  const { record } = value;
  const size = await stat(join(folder, 'events.jsonl')).then(
    (found) => found.size,
    () => undefined,
  );
  const whole =
    'journalBytes' in value &&
    value.journalBytes === size &&
    'recordDigest' in value &&
    value.recordDigest === digestOf(record);
  return whole && isRunRecord(record) ? record : undefined;
}

const digestOf = (record: unknown): string =>
  createHash('sha256').update(JSON.stringify(record)).digest('hex');

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
