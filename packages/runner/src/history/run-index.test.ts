import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { RunSummary } from '@pawl/core';
import { expect, test } from 'vitest';

import type { RunHead } from './run-head.ts';
import { openRunIndex } from './run-index.ts';

const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'pawl-index-'));

const summaryOf = (runId: string, targets: readonly string[] = ['app']): RunSummary => ({
  format: 1,
  runId,
  outcome: 'complete',
  planned: 2,
  executed: 1,
  scored: 1,
  faulted: 0,
  cells: targets.map((target) => ({
    set: 'small',
    setVersion: '1.0.0',
    target,
    scorer: 'equals',
    cases: 1,
    trials: 1,
    passed: 1,
    interval: { low: 0, high: 1, level: 0.95 },
    unscored: 0,
    faulted: 0,
  })),
});

const headOf = (runId: string, at: string, targets?: readonly string[]): RunHead => ({
  runId,
  startedAt: at,
  finishedAt: at,
  commit: `commit of ${runId}`,
  summary: summaryOf(runId, targets),
});

const days = ['2026-11-18', '2026-11-19', '2026-11-20'];

async function filledIndex() {
  const root = await temporary();
  const index = openRunIndex(root);
  index.indexRuns(days.map((day, count) => headOf(`run-${count}`, `${day}T00:00:00.000Z`)));
  return { root, index };
}

test('runs are listed newest first, with their summaries', async () => {
  const { index } = await filledIndex();
  expect(index.listRuns().map(({ runId }) => runId)).toEqual(['run-2', 'run-1', 'run-0']);
  expect(index.listRuns({ limit: 1 })).toEqual([
    {
      runId: 'run-2',
      startedAt: '2026-11-20T00:00:00.000Z',
      finishedAt: '2026-11-20T00:00:00.000Z',
      commit: 'commit of run-2',
      summary: summaryOf('run-2'),
    },
  ]);
  index.close();
});

test('a filter lets through what it says', async () => {
  const { index } = await filledIndex();
  const idsOf = (filter: Parameters<typeof index.listRuns>[0]): string[] =>
    index.listRuns(filter).map(({ runId }) => runId);
  expect(idsOf({ since: '2026-11-19T00:00:00.000Z' })).toEqual(['run-2', 'run-1']);
  expect(idsOf({ commit: 'commit of run-1' })).toEqual(['run-1']);
  expect(idsOf({ set: 'small', target: 'app' })).toHaveLength(3);
  expect(idsOf({ set: 'small', target: 'other' })).toEqual([]);
  expect(idsOf({ set: 'other' })).toEqual([]);
  index.close();
});

test('a run that is put in again takes its own place', async () => {
  const { index } = await filledIndex();
  index.indexRuns([headOf('run-1', '2026-11-19T00:00:00.000Z', ['other'])]);
  expect(index.listRuns()).toHaveLength(3);
  expect(index.listRuns({ target: 'app' }).map(({ runId }) => runId)).toEqual(['run-2', 'run-0']);
  expect(index.listRuns({ target: 'other' }).map(({ runId }) => runId)).toEqual(['run-1']);
  index.close();
});

test('a run that goes on is missing until it is put in again', async () => {
  const { index } = await filledIndex();
  index.reopen('run-1');
  expect(index.missing(['run-0', 'run-1', 'run-2'])).toEqual(['run-1']);
  index.indexRuns([headOf('run-1', '2026-11-19T00:00:00.000Z')]);
  expect(index.missing(['run-0', 'run-1', 'run-2'])).toEqual([]);
  index.close();
});

test('an unreadable index is begun anew, which is said, and every run is missing', async () => {
  const { root, index } = await filledIndex();
  expect(index.missing(['run-1', 'run-9'])).toEqual(['run-9']);
  index.close();
  await writeFile(join(root, '.pawl', 'index.db'), 'no database at all '.repeat(300));
  const again = openRunIndex(root);
  expect(again.notes.join()).toMatch(/run index .*index\.db was unreadable/);
  expect(again.missing(['run-1', 'run-9'])).toEqual(['run-1', 'run-9']);
  again.close();
});
