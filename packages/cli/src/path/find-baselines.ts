import { readFile, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

import {
  parseBaseline,
  UsageError,
  type BaselineAnswer,
  type Project,
  type RunRecord,
} from '@pawl/core';
import { toBaseline } from '@pawl/gate';
import { resolveRevision, showFile, type RunStore } from '@pawl/runner';

import type { World } from '../world.ts';
import { newestAccepted } from './accepted-runs.ts';
import { findBase } from './base-commit.ts';
import { baselineFile } from './baseline-file.ts';
import { isCi } from './ci-variables.ts';

/** One set on one target. */
export interface Cell {
  readonly set: string;
  readonly target: string;
}

/** Where baselines are looked for. */
export interface BaselineSearch {
  readonly project: Project;
  readonly store: RunStore;
  readonly env: World['env'];
}

/** Where to look: `--baseline`, and the base that `--against` names. */
export interface BaselineWish {
  readonly baseline?: string;
  readonly against?: string;
}

/** What is found for each cell where it is looked for; never an exception for a bad file. */
export async function findBaselines(
  search: BaselineSearch,
  cells: readonly Cell[],
  wish: BaselineWish = {},
): Promise<readonly BaselineAnswer[]> {
  const look = await chooseLook(search, wish);
  const answers: BaselineAnswer[] = [];
  for (const cell of cells) answers.push(await look(cell));
  return answers;
}

type Look = (cell: Cell) => Promise<BaselineAnswer>;

async function chooseLook(
  search: BaselineSearch,
  { baseline: wanted = 'auto', against }: BaselineWish,
): Promise<Look> {
  if (wanted === 'none') return async (cell) => ({ kind: 'missing', ...cell, looked: [] });
  if (wanted === 'auto') return lookAutomatically(search, against);
  if (wanted === 'file') return lookInFiles(search, against);
  if (wanted.startsWith('run:')) return lookInRun(search, wanted.slice('run:'.length));
  if (wanted.startsWith('ref:')) return lookInRef(search, wanted.slice('ref:'.length));
  return lookInPath(search, wanted);
}

/** The committed file of the base commit, else the newest whole accepted run, else missing. In CI only the former counts. */
async function lookAutomatically(search: BaselineSearch, against?: string): Promise<Look> {
  const inBase = await lookInBase(search, against);
  // outside a repository there is no base that a change could have been made from
  const ownRunsCount = inBase === undefined || !isCi(search.env);
  return async (cell) => {
    const committed = await inBase?.(cell);
    if (committed !== undefined && committed.kind !== 'missing') return committed;
    const looked = committed?.looked ?? [];
    if (!ownRunsCount) return { kind: 'missing', ...cell, looked };
    const accepted = await newestAccepted(search.store, cell);
    if (accepted === undefined) {
      return { kind: 'missing', ...cell, looked: [...looked, 'accepted runs in .pawl/runs'] };
    }
    return inRecord(accepted, cell, `run ${accepted.runId}`);
  };
}

/** In CI the working tree may hold what the change wrote about itself: there the base commit's file is read. */
async function lookInFiles(search: BaselineSearch, against?: string): Promise<Look> {
  const inBase = isCi(search.env) ? await lookInBase(search, against) : undefined;
  if (inBase !== undefined) return inBase;
  return async (cell) => {
    const path = join(search.project.root, baselineFile(search.project, cell));
    return readBaseline(cell, relative(search.project.root, path), await readIfThere(path));
  };
}

/** What the base commit holds; nothing where there is no repository. A base that is not known is never an empty one. */
async function lookInBase(search: BaselineSearch, against?: string): Promise<Look | undefined> {
  const base = await findBase(search.project.root, search.env, against);
  if (base.kind === 'commit') return atCommit(search, base.commit, base.label);
  if (base.kind === 'unknown') return lookNowhere(base.why);
  if (base.why === 'no-repository') return undefined;
  return async (cell) => ({ kind: 'missing', ...cell, looked: ['before the first commit'] });
}

function lookNowhere(message: string): Look {
  return async (cell) => ({
    kind: 'unreadable',
    ...cell,
    source: 'the base commit',
    code: 'no-base',
    message,
  });
}

async function lookInRun({ store }: BaselineSearch, asked: string): Promise<Look> {
  const runId = await store.resolve(asked);
  const record = await store.record(runId);
  return async (cell) => inRecord(record, cell, `run ${runId}`);
}

function inRecord(record: RunRecord, cell: Cell, source: string): BaselineAnswer {
  const baseline = toBaseline(record, cell);
  if (baseline === undefined) return { kind: 'missing', ...cell, looked: [source] };
  return { kind: 'found', ...cell, baseline, source };
}

async function lookInRef(search: BaselineSearch, ref: string): Promise<Look> {
  const commit = await resolveRevision(search.project.root, ref);
  if (commit === undefined) {
    throw new UsageError('unknown-ref', `Git knows no commit ${ref} here.`, {
      hint: 'Fetch it, or name another: --baseline ref:origin/main.',
    });
  }
  return atCommit(search, commit, ref);
}

function atCommit({ project }: BaselineSearch, commit: string, label: string): Look {
  return async (cell) => {
    const path = baselineFile(project, cell);
    const text = await showFile(project.root, commit, path);
    return readBaseline(cell, `${path} at ${label}`, text);
  };
}

/** A file for one cell, or a folder of `<set>/<target>.jsonl`. */
async function lookInPath({ project }: BaselineSearch, wanted: string): Promise<Look> {
  const path = resolve(project.root, wanted);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new UsageError('no-baseline-file', `There is no baseline at ${wanted}.`, {
      hint: 'Write auto, file, run:<id>, ref:<git-ref>, none, or a path that exists.',
    });
  }
  return async (cell) => {
    const file = found.isDirectory() ? join(path, cell.set, `${cell.target}.jsonl`) : path;
    return readBaseline(cell, relative(project.root, file), await readIfThere(file));
  };
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

function readBaseline(cell: Cell, source: string, text: string | undefined): BaselineAnswer {
  if (text === undefined) return { kind: 'missing', ...cell, looked: [source] };
  const reading = parseBaseline(text, cell);
  if (reading.kind === 'baseline') {
    return { kind: 'found', ...cell, baseline: reading.baseline, source };
  }
  return { kind: 'unreadable', ...cell, source, code: reading.code, message: reading.message };
}

/** Where the baselines that were found lie, each place once. */
export function sourcesOf(answers: readonly BaselineAnswer[]): readonly string[] {
  return [...new Set(answers.flatMap((one) => (one.kind === 'found' ? [one.source] : [])))];
}
