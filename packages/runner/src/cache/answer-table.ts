import type { DatabaseSync, StatementSync } from 'node:sqlite';

import { inTransaction, openDatabase } from '../files/database.ts';
import { sha256 } from '../files/sha256.ts';
import type { CacheLimits } from './open-response-cache.ts';
import type { CachedAnswer } from './response-cache.ts';

/** What the cache holds, and what it saved so far. */
export interface CacheStats {
  readonly answers: number;
  readonly bytes: number;
  readonly hits: number;
  readonly savedUsd: number;
  /** Entries that were found to be bad. */
  readonly bad: number;
  /** ISO date-times of the oldest and the newest answer. */
  readonly oldest?: string;
  readonly newest?: string;
}

interface TableOptions {
  readonly now: () => Date;
  readonly limits?: CacheLimits;
}

const format = 1;

const schema = `
  CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, request TEXT NOT NULL, answer TEXT NOT NULL, sum TEXT NOT NULL,
    bytes INTEGER NOT NULL, at INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS answers_by_age ON answers (at);
  CREATE TABLE IF NOT EXISTS totals (id INTEGER PRIMARY KEY, hits INTEGER, saved REAL, bad INTEGER);
  INSERT OR IGNORE INTO totals VALUES (1, 0, 0, 0)`;

interface Row {
  readonly key: string;
  readonly request: string;
  readonly answer: string;
}

/** The answers in their file; new ones are written in batches. */
export class AnswerTable {
  readonly notes: readonly string[];
  readonly #database: DatabaseSync;
  readonly #options: TableOptions;
  readonly #select: StatementSync;
  readonly #waiting = new Map<string, Row>();
  #letters = 0;
  #totals = { hits: 0, saved: 0, bad: 0 };
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string, options: TableOptions) {
    const opened = openDatabase(path, { name: 'cache', schema, version: format });
    this.notes = opened.notes;
    this.#database = opened.database;
    this.#options = options;
    this.#select = this.#database.prepare(
      'SELECT request, answer, sum, at FROM answers WHERE key = ?',
    );
  }

  /** A bad entry is a miss: it is dropped, counted, and told to `note`. */
  find(request: string, note: (code: string, message: string) => void): CachedAnswer | undefined {
    const key = keyOf(request);
    const waiting = this.#waiting.get(key);
    const row = waiting === undefined ? this.#select.get(key) : undefined;
    if (waiting === undefined && (row === undefined || this.#isOld(row['at']))) return undefined;
    const answer = waiting === undefined ? sound(request, row) : readAnswer(waiting.answer);
    if (answer === undefined) {
      this.#drop(key);
      note(
        'cache-entry-bad',
        `Cache entry ${key.slice(0, 12)} was damaged or foreign; it is dropped`,
      );
      return undefined;
    }
    this.#totals.hits += 1;
    this.#totals.saved += answer.output.costUsd ?? 0;
    return answer;
  }

  /** `answer` is the text of a `CachedAnswer`. */
  keep(request: string, answer: string): void {
    const key = keyOf(request);
    this.#waiting.set(key, { key, request, answer });
    this.#letters += request.length + answer.length;
    if (this.#waiting.size >= batchSize || this.#letters >= batchLetters) this.flush();
    else this.#timer ??= setTimeout(() => this.#flushLater(), batchMs).unref();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { hits, saved, bad } = this.#totals;
    if (this.#waiting.size === 0 && hits + bad === 0) return;
    inTransaction(this.#database, () => {
      const insert = this.#database.prepare(
        'INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)',
      );
      const at = this.#options.now().getTime();
      for (const { key, request, answer } of this.#waiting.values()) {
        const bytes = Buffer.byteLength(request) + Buffer.byteLength(answer);
        insert.run(key, request, answer, sumOf(request, answer), bytes, at);
      }
      this.#database
        .prepare('UPDATE totals SET hits = hits + ?, saved = saved + ?, bad = bad + ?')
        .run(hits, saved, bad);
    });
    this.#waiting.clear();
    this.#letters = 0;
    this.#totals = { hits: 0, saved: 0, bad: 0 };
  }

  stats(): CacheStats {
    this.flush();
    const row = this.#database
      .prepare(
        `SELECT count(*) AS answers, coalesce(sum(bytes), 0) AS bytes, min(at) AS oldest, max(at) AS newest,
         (SELECT hits FROM totals) AS hits, (SELECT saved FROM totals) AS saved,
         (SELECT bad FROM totals) AS bad FROM answers`,
      )
      .get();
    const number = (name: string): number => Number(row?.[name] ?? 0);
    const ages = { oldest: isoTime(row?.['oldest']), newest: isoTime(row?.['newest']) };
    return {
      answers: number('answers'),
      bytes: number('bytes'),
      hits: number('hits'),
      savedUsd: number('saved'),
      bad: number('bad'),
      ...(ages.oldest === undefined ? {} : { oldest: ages.oldest }),
      ...(ages.newest === undefined ? {} : { newest: ages.newest }),
    };
  }

  clear(): number {
    this.#waiting.clear();
    const { changes } = this.#database.prepare('DELETE FROM answers').run();
    this.#database.exec('UPDATE totals SET hits = 0, saved = 0, bad = 0; VACUUM');
    return Number(changes);
  }

  /** Lets go of the file. */
  close(): void {
    clearTimeout(this.#timer);
    if (this.#database.isOpen) this.#database.close();
  }

  #flushLater(): void {
    this.#timer = undefined;
    try {
      this.flush();
    } catch {
      this.#timer = setTimeout(() => this.#flushLater(), batchMs * 10).unref();
    }
  }

  #drop(key: string): void {
    this.#totals.bad += 1;
    this.#waiting.delete(key);
    this.#database.prepare('DELETE FROM answers WHERE key = ?').run(key);
  }

  #isOld(at: unknown): boolean {
    return Number(at) < this.#oldestAllowed;
  }

  get #oldestAllowed(): number {
    const days = this.#options.limits?.maxAgeDays ?? defaultAgeDays;
    return this.#options.now().getTime() - days * 86_400_000;
  }

  /** Drops what is too old, and the oldest of what is too much. */
  trim(): void {
    this.#database.prepare('DELETE FROM answers WHERE at < ?').run(this.#oldestAllowed);
    const most = this.#options.limits?.maxBytes ?? defaultBytes;
    this.#database
      .prepare(
        `DELETE FROM answers WHERE key IN (
           SELECT key FROM (SELECT key, sum(bytes) OVER (ORDER BY at DESC, key) AS so_far FROM answers)
           WHERE so_far > ?)`,
      )
      .run(most);
  }
}

// what a crash takes from here is in the journal; small batches write the same pages over and over
const batchSize = 1024;
const batchLetters = 2 ** 22;
const batchMs = 500;
const defaultBytes = 2 ** 30;
const defaultAgeDays = 30;

const keyOf = (request: string): string => sha256(`pawl cache ${format}\n${request}`);
const sumOf = (request: string, answer: string): string => sha256(`${request}\n${answer}`);

const isoTime = (at: unknown): string | undefined =>
  typeof at === 'number' ? new Date(at).toISOString() : undefined;

/** The answer of a row that is what was written, and was written for this request. */
function sound(
  request: string,
  row: Readonly<Record<string, unknown>> | undefined,
): CachedAnswer | undefined {
  const answer = row?.['answer'];
  if (row?.['request'] !== request || typeof answer !== 'string') return undefined;
  return row['sum'] === sumOf(request, answer) ? readAnswer(answer) : undefined;
}

function readAnswer(text: string): CachedAnswer | undefined {
  const value: unknown = JSON.parse(text);
  return isAnswer(value) ? value : undefined;
}

/** The checksum vouches for what is inside. */
function isAnswer(value: unknown): value is CachedAnswer {
  return (
    typeof value === 'object' &&
    value !== null &&
    'durationMs' in value &&
    typeof value.durationMs === 'number' &&
    'output' in value &&
    typeof value.output === 'object' &&
    value.output !== null &&
    'text' in value.output &&
    typeof value.output.text === 'string'
  );
}
