import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { UsageError } from '@pawl/core';

import { mendable } from './mendable.ts';

/** What a database file holds. */
export interface DatabaseKind {
  /** For people: what is lost when the file is. */
  readonly name: string;
  /** Statements that make its tables when they are not there. */
  readonly schema: string;
  readonly version: number;
  /** Milliseconds for which a file that another process holds is waited for; default 5000. */
  readonly patienceMs?: number;
}

/** An open database, and what was found wrong with the file that lay there. */
export interface OpenedDatabase {
  readonly database: DatabaseSync;
  readonly notes: readonly string[];
}

/**
 * Opens a SQLite file that several processes may use at once; one that is unreadable or of an older format is moved aside,
 * said aloud, and begun anew. Throws a `UsageError` where the disk lets nobody write.
 */
export function openDatabase(path: string, kind: DatabaseKind): OpenedDatabase {
  try {
    return openOrBegin(path, kind);
  } catch (error) {
    throw mendable(path, error);
  }
}

function openOrBegin(path: string, kind: DatabaseKind): OpenedDatabase {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const opened = tryToOpen(path, kind);
  // another process may have begun it anew in between
  const again = typeof opened === 'string' ? tryToOpen(path, kind) : opened;
  if (typeof again !== 'string') return { database: again, notes: [] };
  const aside = moveAside(path);
  const notes = [`The ${kind.name} ${path} ${again}; it lies at ${aside} and is begun anew`];
  return { database: openWhenFree(path, kind), notes };
}

/** Gives the database, or what is wrong with its file. */
function tryToOpen(path: string, kind: DatabaseKind): DatabaseSync | string {
  try {
    return openWhenFree(path, kind);
  } catch (error) {
    if (error instanceof OlderDatabaseError) return 'has an older format';
    if (isUnreadable(error)) return 'was unreadable';
    throw error;
  }
}

const patienceOf = ({ patienceMs = 5000 }: DatabaseKind): number => patienceMs;
const pauseMs = 10;

/** SQLite does not wait while two processes turn a new file into a shared one: it refuses one of them at once. */
function openWhenFree(path: string, kind: DatabaseKind): DatabaseSync {
  let end: number | undefined;
  for (;;) {
    try {
      return openSound(path, kind);
    } catch (error) {
      if (!isBusy(error)) throw error;
      end ??= performance.now() + patienceOf(kind);
      if (performance.now() >= end) throw inUse(path, kind);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}

function inUse(path: string, { name }: DatabaseKind): UsageError {
  return new UsageError('database-in-use', `The ${name} ${path} is held by another process`, {
    hint: 'Wait until that process has ended, or stop it.',
  });
}

function openSound(path: string, kind: DatabaseKind): DatabaseSync {
  const { schema, version, name } = kind;
  closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path, { timeout: patienceOf(kind) });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    const found = database.prepare('PRAGMA user_version').get()?.['user_version'];
    if (typeof found === 'number' && found > version) throw new NewerDatabaseError(path, name);
    if (typeof found === 'number' && found > 0 && found < version) throw new OlderDatabaseError();
    if (found === 0)
      database.exec(`BEGIN IMMEDIATE; ${schema}; PRAGMA user_version = ${version}; COMMIT`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A database whose tables an older Pawl made. */
class OlderDatabaseError extends Error {
  override readonly name = 'OlderDatabaseError';
}

/** A database that a newer Pawl wrote: it is left alone. */
class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';

  constructor(path: string, name: string) {
    super(`The ${name} ${path} was written by a newer Pawl`);
  }
}

const sqliteError = 1;
const sqliteBusy = 5;
const sqliteCorrupt = 11;
const sqliteNotDatabase = 26;

/** Whether the file is no database of ours: damaged, of another kind, or with other tables. */
export function isUnreadable(error: unknown): boolean {
  return [sqliteCorrupt, sqliteNotDatabase, sqliteError].includes(primaryCode(error));
}

const isBusy = (error: unknown): boolean => primaryCode(error) === sqliteBusy;

/** SQLite's result code without its details; 0 for an error of another house. */
const primaryCode = (error: unknown): number =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;

/** Gives an unreadable database another name; gives that name. */
export function moveAside(path: string): string {
  let count = 1;
  while (existsSync(`${path}.bad-${count}`)) count += 1;
  const aside = `${path}.bad-${count}`;
  renameSync(path, aside);
  for (const tail of ['-wal', '-shm']) rmSync(`${path}${tail}`, { force: true });
  return aside;
}

/** Carries out several statements as one, or none of them. */
export function inTransaction(database: DatabaseSync, act: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    act();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
