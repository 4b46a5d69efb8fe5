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

const format = 2;

const schema = `
  CREATE TABLE IF NOT EXISTS answers (
    id INTEGER PRIMARY KEY, key INTEGER NOT NULL, request TEXT NOT NULL, answer TEXT NOT NULL,
    sum TEXT NOT NULL, bytes INTEGER NOT NULL, at INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS answers_by_key ON answers (key);
  CREATE TABLE IF NOT EXISTS totals (id INTEGER PRIMARY KEY, hits INTEGER, saved REAL, bad INTEGER);
  INSERT OR IGNORE INTO totals VALUES (1, 0, 0, 0)`;

interface Row {
  readonly key: number;
  readonly request: string;
  readonly answer: string;
}

type Note = (code: string, message: string) => void;

/** The answers in their file; new ones are written in batches. */
export class AnswerTable {
  readonly notes: readonly string[];
  readonly #database: DatabaseSync;
  readonly #options: TableOptions;
  readonly #select: StatementSync;
  #waiting = new Map<number, Row>();
  #letters = 0;
  #totals = { hits: 0, saved: 0, bad: 0 };
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string, options: TableOptions) {
    const opened = openDatabase(path, { name: 'cache', schema, version: format });
    this.notes = opened.notes;
    this.#database = opened.database;
    this.#options = options;
    this.#database.exec(`PRAGMA wal_autocheckpoint = ${pagesOfJournal}`);
    this.#select = this.#database.prepare(
      'SELECT request, answer, sum, at FROM answers WHERE key = ?',
    );
  }

  /** A bad entry is a miss: it is dropped, counted, and told to `note`. */
  find(request: string, note: Note): CachedAnswer | undefined {
    const key = keyOf(request);
    const waiting = this.#waiting.get(key);
    const answer =
      waiting?.request === request
        ? readAnswer(waiting.answer)
        : this.#read({ key, request }, note);
    if (answer === undefined) return undefined;
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
        'INSERT OR REPLACE INTO answers VALUES (NULL, ?, ?, ?, ?, ?, ?)',
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
    this.#waiting = new Map();
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
    this.#waiting = new Map();
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

  #read({ key, request }: Pick<Row, 'key' | 'request'>, note: Note): CachedAnswer | undefined {
    const row = this.#select.get(key);
    if (row === undefined || Number(row['at']) < this.#oldestAllowed) return undefined;
    const answer = sound(row);
    if (answer !== undefined) return row['request'] === request ? answer : undefined;
    this.#drop(key);
    const name = key.toString(16).padStart(keyDigits, '0');
    note('cache-entry-bad', `Cache entry ${name} was damaged or foreign; it is dropped`);
    return undefined;
  }

  #drop(key: number): void {
    this.#totals.bad += 1;
    this.#waiting.delete(key);
    this.#database.prepare('DELETE FROM answers WHERE key = ?').run(key);
  }

  get #oldestAllowed(): number {
    const days = this.#options.limits?.maxAgeDays ?? defaultAgeDays;
    return this.#options.now().getTime() - days * 86_400_000;
  }

  /** Drops what is too old, and the oldest of what is too much: what is written later has the larger id, whatever the clock said. */
  trim(): void {
    const last = Number.MAX_SAFE_INTEGER;
    this.#database
      .prepare(
        `DELETE FROM answers
         WHERE id < coalesce((SELECT id FROM answers WHERE at >= ? ORDER BY id LIMIT 1), ${last})`,
      )
      .run(this.#oldestAllowed);
    const most = this.#options.limits?.maxBytes ?? defaultBytes;
    if (this.#fileBytes <= most) return;
    this.#database
      .prepare(
        `DELETE FROM answers WHERE id IN (
           SELECT id FROM (SELECT id, sum(bytes) OVER (ORDER BY id DESC) AS so_far FROM answers)
           WHERE so_far > ?)`,
      )
      .run(most);
  }

  /** Of the pages in use, which no scan of the answers is needed for. */
  get #fileBytes(): number {
    const pragma = (name: string): number =>
      Number(this.#database.prepare(`PRAGMA ${name}`).get()?.[name]);
    return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  }
}

// what a crash takes from here is in the journal; small batches write the same pages over and over
const batchSize = 1024;
const batchLetters = 2 ** 22;
const batchMs = 500;
/** 16 MiB: to bring them into the file takes two syncs, in which the run stands still. */
const pagesOfJournal = 4096;
const defaultBytes = 2 ** 30;
const defaultAgeDays = 30;

/** Hexadecimal digits of a key: as many as a JavaScript number holds exactly. */
const keyDigits = 13;

/** Short, because an index of whole digests is as large as what it finds: two requests may share one, and the later answer stays. */
const keyOf = (request: string): number =>
  Number.parseInt(sha256(`pawl cache ${format}\n${request}`).slice(0, keyDigits), 16);

const sumOf = (request: string, answer: string): string => sha256(`${request}\n${answer}`);

const isoTime = (at: unknown): string | undefined =>
  typeof at === 'number' ? new Date(at).toISOString() : undefined;

/** The answer of a row that is what was written, whichever request it answers. */
function sound(row: Readonly<Record<string, unknown>>): CachedAnswer | undefined {
  const { request, answer, sum } = row;
  if (typeof request !== 'string' || typeof answer !== 'string') return undefined;
  return sum === sumOf(request, answer) ? readAnswer(answer) : undefined;
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
