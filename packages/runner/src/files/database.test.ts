import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openDatabase } from './database.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pawl-database-'));
});

afterEach(() => rm(folder, { recursive: true }));

const kind = { name: 'run index', schema: 'CREATE TABLE IF NOT EXISTS runs (id TEXT)', version: 1 };

/** Another process that begins to write a new database, and ends once its time is over. */
async function heldByAnother(path: string, ms: number) {
  const source = `
    const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(process.argv[1]);
    database.exec('BEGIN IMMEDIATE');
    console.log('held');
    setTimeout(() => database.close(), Number(process.argv[2]));`;
  const child = spawn(process.execPath, ['-e', source, path, String(ms)]);
  await once(child.stdout, 'data');
  return child;
}

test('a new file that another process is about to make is waited for', async () => {
  const path = join(folder, 'index.db');
  await heldByAnother(path, 200);
  const { database, notes } = openDatabase(path, kind);
  expect(notes).toEqual([]);
  expect(database.prepare('SELECT count(*) AS runs FROM runs').get()).toEqual({ runs: 0 });
  database.close();
});

test('a file that another process never lets go of is told by its name', async () => {
  const path = join(folder, 'index.db');
  const child = await heldByAnother(path, 60_000);
  expect(() => openDatabase(path, { ...kind, patienceMs: 50 })).toThrow(
    `The run index ${path} is held by another process`,
  );
  child.kill();
});
