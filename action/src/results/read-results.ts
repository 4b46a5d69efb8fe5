import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

import { startFold } from '@pawl/core';
import type { RunEvent, RunRecord } from '@pawl/core';

import { checkRecord } from './check-record.ts';
import { eventSchema } from './event-schema.ts';
import { readLines } from './read-lines.ts';
import type { Line } from './read-lines.ts';
import { isResultsError, ResultsError } from './results-error.ts';

/** What is known about the run before its results are looked at. */
export interface Expected {
  /** Commits that the run may have measured. */
  readonly commits: readonly string[];
}

const mostBytes = 1 << 30;
const mostLineBytes = 32 << 20;
const journal = 'events.jsonl';

/**
 * Reads the record of a run from a folder that may have been written by anyone. What is not a well-formed, bounded
 * record of a run on one of the expected commits is refused with a sentence.
 */
export async function readResults(folder: string, expected: Expected): Promise<RunRecord> {
  return (await openResults(folder, expected)).record;
}

/** The same, with the folder of the run. */
export async function openResults(folder: string, expected: Expected): Promise<FoundRun> {
  let foreign: ResultsError | undefined;
  for (const run of await findRuns(folder)) {
    const record = await foldJournal(join(run, journal));
    try {
      checkRecord(record, expected.commits);
      return { record, folder: run };
    } catch (error) {
      if (!isResultsError(error) || error.defect !== 'foreign') throw error;
      foreign ??= error;
    }
  }
  throw foreign ?? new ResultsError('missing', 'There are no results of this run to judge.');
}

/** A run and where it lies. */
export interface FoundRun {
  readonly record: RunRecord;
  readonly folder: string;
}

const mostRuns = 10;

/** The folder itself when it holds a run, else the newest runs in it: run ids begin with their time. */
async function findRuns(folder: string): Promise<readonly string[]> {
  if (await isFile(join(folder, journal))) return [folder];
  const names = await readdir(folder).catch(() => []);
  const runs: string[] = [];
  for (const name of names.toSorted(newestFirst)) {
    if (runs.length < mostRuns && (await isFile(join(folder, name, journal))))
      runs.push(join(folder, name));
  }
  return runs;
}

const newestFirst = (a: string, b: string): number => (a < b ? 1 : -1);

/** A link is not followed: it could name any file of the runner. */
async function isFile(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) return false;
  if (found.size <= mostBytes) return true;
  throw new ResultsError('too-large', `The results are larger than ${mostBytes >> 20} MiB.`);
}

async function foldJournal(path: string): Promise<RunRecord> {
  const fold = startFold();
  const seen = new Plan();
  let torn: number | undefined;
  let line = 0;
  for await (const { text, whole } of boundedLines(path)) {
    line += 1;
    if (torn !== undefined)
      throw new ResultsError('corrupt', `Line ${torn} of the results is damaged.`);
    const event = whole ? decode(text, line) : undefined;
    if (event === undefined) torn = line;
    else fold.add(seen.admit(event, line));
  }
  if (!seen.started) throw new ResultsError('truncated', 'The results end before the run began.');
  return fold.record();
}

async function* boundedLines(path: string): AsyncGenerator<Line> {
  try {
    yield* readLines(path, mostLineBytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ResultsError(
      'too-large',
      `A line of the results is longer than ${mostLineBytes >> 20} MiB.`,
    );
  }
}

const frame = /^\{"crc":"([0-9a-f]{8})","len":(\d{1,9}),"event":/;

/** A line of the journal; undefined where it was cut or altered, which only the last line may be. */
function decode(text: string, line: number): RunEvent | undefined {
  const match = frame.exec(text);
  if (match === null || !text.endsWith('}')) return undefined;
  const json = text.slice(match[0].length, -1);
  if (crc32(json) !== Number.parseInt(match[1] ?? '', 16)) return undefined;
  return parseEvent(json, line);
}

function parseEvent(json: string, line: number): RunEvent {
  const value = parseJson(json, line);
  if (isNewer(value)) {
    throw new ResultsError(
      'newer-format',
      'The results were written by a newer Pawl; update the action.',
    );
  }
  const parsed = eventSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  const field = where === '' ? 'event' : `\`${where.replaceAll(/[^\w.]/g, '?').slice(0, 80)}\``;
  throw new ResultsError(
    'corrupt',
    `Line ${line} of the results has a ${field} that no run can have.`,
  );
}

function parseJson(json: string, line: number): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new ResultsError('corrupt', `Line ${line} of the results is not JSON.`);
  }
}

function isNewer(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('format' in value)) return false;
  return typeof value.format === 'number' && value.format > 1;
}

/** Every finished trial must have been planned by the run's first event. */
class Plan {
  started = false;
  readonly #trials = new Map<string, number>();

  admit(event: RunEvent, line: number): RunEvent {
    if (event.type === 'run-started') {
      if (this.started)
        throw new ResultsError('corrupt', `Line ${line} of the results begins a second run.`);
      this.#learn(event);
    } else if (!this.started) {
      throw new ResultsError('corrupt', 'The results do not begin with the start of a run.');
    } else if (event.type === 'trial-finished') {
      const planned = this.#trials.get(key(event.set, event.target, event.case)) ?? 0;
      if (event.trial < planned) return event;
      throw new ResultsError(
        'unknown-case',
        `Line ${line} of the results holds a trial that the run never planned.`,
      );
    }
    return event;
  }

  #learn(event: Extract<RunEvent, { readonly type: 'run-started' }>): void {
    this.started = true;
    for (const set of event.sets) {
      for (const target of set.targets) {
        for (const { id, trials } of set.cases) this.#trials.set(key(set.name, target, id), trials);
      }
    }
  }
}

const key = (...parts: readonly string[]): string => parts.join('\n');
