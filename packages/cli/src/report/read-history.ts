import { readFileSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { isUsageError, type Verdict } from '@pawl/core';
import { runFactsSchema, type RunFacts, type SkippedRun } from '@pawl/report/pages';
import { isCorruptRun, writeWhole, type RunStore } from '@pawl/runner';

import { readVerdict } from '../path/read-verdict.ts';
import { foldRunFacts } from './fold-run-facts.ts';

/** What the runs of a store say, and which of them could not be read. */
export interface StoreHistory {
  readonly runs: readonly RunFacts[];
  readonly skipped: readonly SkippedRun[];
}

/** Where the facts of runs are kept, so that a run is folded once, and whether new ones are written there. */
export interface HistoryOptions {
  readonly keptIn?: string;
  readonly writes?: boolean;
}

/** The folder of a project's folded runs; everything in it can be made again. */
export function keptFolder(root: string): string {
  return join(root, '.pawl', 'history');
}

/** Reads the facts of every run of a store. */
export async function readHistory(
  store: RunStore,
  options: HistoryOptions = {},
): Promise<StoreHistory> {
  const found: (RunFacts | SkippedRun)[] = [];
  const runIds = await store.list();
  for (let at = 0; at < runIds.length; at += together) {
    const some = runIds.slice(at, at + together);
    found.push(...(await Promise.all(some.map((runId) => readRun(store, runId, options)))));
  }
  return {
    runs: found.flatMap((one) => ('why' in one ? [] : [one])),
    skipped: found.flatMap((one) => ('why' in one ? [one] : [])),
  };
}

/** Runs that are read at the same time; a record of many cases takes some megabytes. */
const together = 8;

/** The facts of one run, or why they cannot be read. */
export async function readRun(
  store: RunStore,
  runId: string,
  { keptIn, writes = false }: HistoryOptions = {},
): Promise<RunFacts | SkippedRun> {
  const stamp = stampOf(join(store.folder, runId));
  const kept = keptIn === undefined ? undefined : readKept(join(keptIn, `${runId}.json`), stamp);
  if (kept !== undefined) return kept;
  try {
    const facts = foldRunFacts(await store.record(runId), await verdictOf(store, runId));
    if (keptIn !== undefined && writes && facts.finishedAt !== undefined)
      await keep(keptIn, stamp, facts);
    return facts;
  } catch (error) {
    if (isUnreadable(error)) return { runId, why: error.message };
    throw error;
  }
}

/** A verdict that cannot be read says nothing; the run still does. */
async function verdictOf(store: RunStore, runId: string): Promise<Verdict | undefined> {
  return readVerdict(store, runId).catch(() => undefined);
}

/** A run that is corrupt, of a newer format, empty or gone. */
export function isUnreadable(error: unknown): error is Error {
  if (isCorruptRun(error) || isUsageError(error)) return true;
  return (
    error instanceof Error &&
    ('code' in error ? error.code === 'ENOENT' : error.message.includes('run-started'))
  );
}

/** Sizes and times of the files that the facts are folded from. One by one: a thousand waits cost more than they hide. */
function stampOf(folder: string): string {
  const parts = ['events.jsonl', 'run.json', 'verdict.json'].map((name) => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    return found === undefined ? 'none' : `${found.size}@${found.mtimeMs}`;
  });
  return parts.join(' ');
}

/** The first line is the stamp, the second the facts. */
function readKept(path: string, stamp: string): RunFacts | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    const end = text.indexOf('\n');
    if (text.slice(0, end) !== stamp) return undefined;
    const parsed = runFactsSchema.safeParse(JSON.parse(text.slice(end + 1)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** A full disk only costs the next report some time. */
async function keep(folder: string, stamp: string, facts: RunFacts): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeWhole(join(folder, `${facts.runId}.json`), `${stamp}\n${JSON.stringify(facts)}\n`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
