import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

import type { RunRecord, RunSummary, TrialRecord } from '@pawl/core';

import { inTransaction, openDatabase } from '../files/database.ts';

/** The history of a project's runs; everything in it can be made again from their records. */
export interface RunIndex {
  /** What was found wrong with the file that lay there, in words; then every run is missing. */
  readonly notes: readonly string[];
  /** Puts a run in, or in the place of what was known of it. */
  readonly indexRun: (record: RunRecord, summary: RunSummary) => void;
  readonly listRuns: (filter?: RunFilter) => readonly IndexedRun[];
  /** One case on one target over all runs, newest first. */
  readonly caseHistory: (set: string, caseId: string, target: string) => readonly CaseEntry[];
  /** Tells that a run goes on: what is known of it is out of date. */
  readonly reopen: (runId: string) => void;
  /** Those of the runs that the index does not know, or knew before they ended. */
  readonly missing: (runIds: readonly string[]) => readonly string[];
  readonly close: () => void;
}

/** Which runs are listed; all that is left out lets everything through. */
export interface RunFilter {
  readonly set?: string;
  readonly target?: string;
  /** ISO date-time. */
  readonly since?: string;
  readonly commit?: string;
  readonly limit?: number;
}

/** A run as the index knows it. */
export interface IndexedRun {
  readonly runId: string;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly commit?: string;
  readonly summary: RunSummary;
}

/** One case in one run. */
export interface CaseEntry {
  readonly runId: string;
  readonly startedAt: string;
  readonly hash: string;
  readonly trials: readonly TrialRecord[];
}

const schema = `
  CREATE TABLE IF NOT EXISTS runs (
    id TEXT PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT, commit_id TEXT, summary TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS runs_by_time ON runs (started_at);
  CREATE TABLE IF NOT EXISTS cells (
    run TEXT NOT NULL, set_name TEXT NOT NULL, target TEXT NOT NULL,
    PRIMARY KEY (set_name, target, run)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cases (
    set_name TEXT NOT NULL, case_id TEXT NOT NULL, target TEXT NOT NULL, run TEXT NOT NULL,
    hash TEXT NOT NULL, trials TEXT NOT NULL,
    PRIMARY KEY (set_name, case_id, target, run)
  ) WITHOUT ROWID`;

/** Opens `.pawl/index.db`. */
export function openRunIndex(root: string): RunIndex {
  const path = join(root, '.pawl', 'index.db');
  const { database, notes } = openDatabase(path, { name: 'run index', schema, version: 1 });
  return {
    notes,
    indexRun: (record, summary) =>
      inTransaction(database, () => insertRun(database, record, summary)),
    listRuns: (filter = {}) => listRuns(database, filter),
    caseHistory: (set, caseId, target) => caseHistory(database, [set, caseId, target]),
    reopen: (runId) => {
      database.prepare('UPDATE runs SET finished_at = NULL WHERE id = ?').run(runId);
    },
    missing: (runIds) => {
      const find = database.prepare('SELECT 1 FROM runs WHERE id = ? AND finished_at IS NOT NULL');
      return runIds.filter((runId) => find.get(runId) === undefined);
    },
    close: () => database.close(),
  };
}

function insertRun(database: DatabaseSync, record: RunRecord, summary: RunSummary): void {
  const { runId, startedAt, finishedAt, commit, cells } = record;
  const isKnown = database.prepare('SELECT 1 FROM runs WHERE id = ?').get(runId) !== undefined;
  for (const table of isKnown ? ['cells', 'cases'] : []) {
    database.prepare(`DELETE FROM ${table} WHERE run = ?`).run(runId);
  }
  database
    .prepare('INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?)')
    .run(runId, startedAt, finishedAt ?? null, commit ?? null, JSON.stringify(summary));
  const insertCell = database.prepare('INSERT INTO cells VALUES (?, ?, ?)');
  const insertCase = database.prepare('INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?)');
  for (const { set, target, cases } of cells) {
    insertCell.run(runId, set, target);
    for (const found of cases) {
      insertCase.run(set, found.case, target, runId, found.hash, JSON.stringify(found.trials));
    }
  }
}

function listRuns(database: DatabaseSync, filter: RunFilter): readonly IndexedRun[] {
  const { set = null, target = null, since = null, commit = null, limit = -1 } = filter;
  const rows = database
    .prepare(
      `SELECT * FROM runs WHERE (:since IS NULL OR started_at >= :since)
       AND (:commit IS NULL OR commit_id = :commit)
       AND ((:set IS NULL AND :target IS NULL) OR EXISTS (SELECT 1 FROM cells WHERE run = runs.id
         AND (:set IS NULL OR set_name = :set) AND (:target IS NULL OR target = :target)))
       ORDER BY started_at DESC, id DESC LIMIT :limit`,
    )
    .all({ set, target, since, commit, limit });
  return rows.map(toIndexedRun);
}

type Row = Readonly<Record<string, unknown>>;

function toIndexedRun(row: Row): IndexedRun {
  const { finished_at: finishedAt, commit_id: commit } = row;
  return {
    runId: String(row['id']),
    startedAt: String(row['started_at']),
    ...(typeof finishedAt === 'string' ? { finishedAt } : {}),
    ...(typeof commit === 'string' ? { commit } : {}),
    summary: JSON.parse(String(row['summary'])),
  };
}

function caseHistory(
  database: DatabaseSync,
  [set, caseId, target]: readonly [string, string, string],
): readonly CaseEntry[] {
  return database
    .prepare(
      `SELECT run, started_at, hash, trials FROM cases JOIN runs ON runs.id = cases.run
       WHERE set_name = ? AND case_id = ? AND target = ? ORDER BY started_at DESC, run DESC`,
    )
    .all(set, caseId, target)
    .map((row: Row) => ({
      runId: String(row['run']),
      startedAt: String(row['started_at']),
      hash: String(row['hash']),
      trials: JSON.parse(String(row['trials'])),
    }));
}
