import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { UsageError } from '@pawl/core';

/**
 * Takes the right to write a run's folder. The lock is one of the operating system's, held through
 * SQLite: it ends with its process, however that ends. Gives the function that lets go.
 */
export function lockRun(folder: string): () => void {
  const holder = join(folder, 'lock.json');
  const database = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw isBusy(error) ? held(folder, holder) : error;
  }
  writeFileSync(holder, JSON.stringify({ pid: process.pid, host: hostname() }), { mode: 0o600 });
  return () => {
    if (database.isOpen) database.close();
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

const sqliteBusy = 5;

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
