import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { UsageError } from '@pawl/core';

import { mendable } from '../files/mendable.ts';
import type { StoreDoubt } from './store-doubt.ts';

/**
 * Takes the right to write a run's folder. The lock is one of the operating system's, held through
 * SQLite: it ends with its process, however that ends. Gives the function that lets go. Where the disk
 * has no locks, that becomes a doubt.
 */
export function lockRun(
  folder: string,
  doubts: StoreDoubt[],
  take: (database: DatabaseSync) => void = takeExclusively,
): () => void {
  const holder = join(folder, 'lock.json');
  const database = openLock(join(folder, 'lock.db'));
  try {
    take(database);
  } catch (error) {
    database.close();
    if (isBusy(error)) throw held(folder, holder);
    if (!isLockless(error)) throw mendable(folder, error);
    const message = `The disk of ${folder} knows no locks: see to it that no other process goes on with this run`;
    doubts.push({ code: 'store-unlocked', message });
    return () => undefined;
  }
  try {
    writeFileSync(holder, JSON.stringify({ pid: process.pid, host: hostname() }), { mode: 0o600 });
  } catch (error) {
    database.close();
    throw mendable(holder, error);
  }
  return () => {
    if (database.isOpen) database.close();
  };
}

function openLock(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 0 });
  } catch (error) {
    throw mendable(path, error);
  }
}

const takeExclusively = (database: DatabaseSync): void => database.exec('BEGIN EXCLUSIVE');

const isBusy = (error: unknown): boolean => sqliteCode(error) === sqliteBusy;

/** SQLite was told by the system that a lock could not be taken, not that another holds it. */
const isLockless = (error: unknown): boolean => lockErrors.has(sqliteCode(error));

const sqliteCode = (error: unknown): number =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;

const sqliteBusy = 5;
/** SQLITE_PROTOCOL, SQLITE_NOLFS, and of SQLITE_IOERR: UNLOCK, RDLOCK, CHECKRESERVEDLOCK, LOCK. */
const lockErrors = new Set([15, 22, 2058, 2314, 3594, 3850]);

function held(folder: string, holder: string): UsageError {
  return new UsageError('run-in-use', `${folder} is being written by ${describe(holder)}`, {
    hint: 'Wait until that process has ended, or stop it.',
  });
}

function describe(holder: string): string {
  try {
    const { pid, host }: { pid?: unknown; host?: unknown } = JSON.parse(
      readFileSync(holder, 'utf8'),
    );
    return `process ${String(pid)} on ${String(host)}`;
  } catch {
    return 'another process';
  }
}
