import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { foldRun, type RunRecord, type RunSummary } from '@pawl/core';
import { expect, test } from 'vitest';

import { smallPlan, startOf } from '../test-world/small-plan.ts';
import { openRunIndex } from './run-index.ts';

const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'pawl-index-'));

function recordOf(runId: string, at: string, value = 1): RunRecord {
  const start = { ...startOf(smallPlan(2), runId), at, commit: `commit of ${runId}` };
  const key = { index: 0, set: 'small', case: 'case-0', target: 'app', trial: 0 };
  return foldRun([
    start,
    {
      type: 'trial-finished',
      ...key,
      request: 'r',
      result: {
        kind: 'answered',
        scores: [{ kind: 'scored', scorer: 'equals', value }],
        durationMs: 5,
      },
    },
    { type: 'run-finished', at },
  ]);
}

const summaryOf = (runId: string): RunSummary => ({
  format: 1,
  runId,
  outcome: 'complete',
  planned: 2,
  executed: 1,
  scored: 1,
  faulted: 0,
  cells: [],
});

const days = ['2026-11-18', '2026-11-19', '2026-11-20'];

async function filledIndex() {
  const root = await temporary();
  const index = openRunIndex(root);
  for (const [count, day] of days.entries()) {
    index.indexRun(
      recordOf(`run-${count}`, `${day}T00:00:00.000Z`, count / 2),
      summaryOf(`run-${count}`),
    );
  }
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

test('a case’s history goes over all runs', async () => {
  const { index } = await filledIndex();
  const history = index.caseHistory('small', 'case-0', 'app');
  const values = history.map(({ runId, trials: [trial] }) => [
    runId,
    trial?.kind === 'answered' && trial.scores[0]?.kind === 'scored' && trial.scores[0].value,
  ]);
  expect(values).toEqual([
    ['run-2', 1],
    ['run-1', 0.5],
    ['run-0', 0],
  ]);
  expect(index.caseHistory('small', 'case-1', 'app')).toEqual([]);
  index.close();
});

test('a run that is put in again takes its own place', async () => {
  const { index } = await filledIndex();
  index.indexRun(recordOf('run-1', '2026-11-19T00:00:00.000Z', 0.25), summaryOf('run-1'));
  expect(index.listRuns()).toHaveLength(3);
  expect(index.caseHistory('small', 'case-0', 'app')).toHaveLength(3);
  index.close();
});

test('a run that goes on is missing until it is put in again', async () => {
  const { index } = await filledIndex();
  index.reopen('run-1');
  expect(index.missing(['run-0', 'run-1', 'run-2'])).toEqual(['run-1']);
  index.indexRun(recordOf('run-1', '2026-11-19T00:00:00.000Z', 0.25), summaryOf('run-1'));
  expect(index.missing(['run-0', 'run-1', 'run-2'])).toEqual([]);
  expect(index.caseHistory('small', 'case-0', 'app')).toHaveLength(3);
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
