import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

import { inTransaction, openDatabase } from '../files/database.ts';
import type { RunHead } from './run-head.ts';

/** The list of a project's runs; everything in it can be made again from their records. */
export interface RunIndex {
  /** What was found wrong with the file that lay there, in words; then every run is missing. */
  readonly notes: readonly string[];
  /** Puts runs in, or in the place of what was known of them. */
  readonly indexRuns: (heads: readonly RunHead[]) => void;
  /** The newest first. */
  readonly listRuns: (filter?: RunFilter) => readonly RunHead[];
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

const schema = `
  CREATE TABLE IF NOT EXISTS runs (
    id TEXT PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT, commit_id TEXT, summary TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS runs_by_time ON runs (started_at);
  CREATE TABLE IF NOT EXISTS cells (
    run TEXT NOT NULL, set_name TEXT NOT NULL, target TEXT NOT NULL,
    PRIMARY KEY (set_name, target, run)
  ) WITHOUT ROWID`;

/** Opens `.pawl/index.db`. */
export function openRunIndex(root: string): RunIndex {
  const path = join(root, '.pawl', 'index.db');
  const { database, notes } = openDatabase(path, { name: 'run index', schema, version: 1 });
  return {
    notes,
    indexRuns: (heads) => {
      if (heads.length === 0) return;
      inTransaction(database, () => {
        for (const head of heads) insertRun(database, head);
      });
    },
    listRuns: (filter = {}) => listRuns(database, filter),
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

function insertRun(database: DatabaseSync, head: RunHead): void {
  const { runId, startedAt, finishedAt, commit, summary } = head;
  database.prepare('DELETE FROM cells WHERE run = ?').run(runId);
  database
    .prepare('INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?)')
    .run(runId, startedAt, finishedAt ?? null, commit ?? null, JSON.stringify(summary));
  const insertCell = database.prepare('INSERT OR IGNORE INTO cells VALUES (?, ?, ?)');
  for (const { set, target } of summary.cells) insertCell.run(runId, set, target);
}

function listRuns(database: DatabaseSync, filter: RunFilter): readonly RunHead[] {
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
  return rows.map(toHead);
}

type Row = Readonly<Record<string, unknown>>;

function toHead(row: Row): RunHead {
  const { finished_at: finishedAt, commit_id: commit } = row;
  return {
    runId: String(row['id']),
    startedAt: String(row['started_at']),
    ...(typeof finishedAt === 'string' ? { finishedAt } : {}),
    ...(typeof commit === 'string' ? { commit } : {}),
    summary: JSON.parse(String(row['summary'])),
  };
}
