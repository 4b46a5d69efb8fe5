import { appendFile, mkdtemp, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { RunSummary } from '@pawl/core';
import { expect, test } from 'vitest';

import { openRunStore } from '../store/run-store.ts';
import { smallPlan, startOf } from '../test-world/small-plan.ts';
import { readRunHead } from './run-head.ts';

/** A run of many cases that finished, and its folder. */
async function finishedRun(cases = 400) {
  const store = openRunStore(await mkdtemp(join(tmpdir(), 'pawl-head-')));
  const runId = await store.newId(new Date('2026-11-20T10:00:00Z'));
  const { sets, ...stamp } = startOf(smallPlan(cases), runId);
  const start = { ...stamp, commit: 'c0ffee', sets };
  const writer = await store.create(start);
  await writer.write([start, { type: 'run-finished', at: '2026-11-20T10:00:09.000Z' }]);
  await writer.close();
  const record = await store.record(runId);
  const summary: RunSummary = {
    format: 1,
    runId,
    outcome: 'complete',
    planned: cases,
    executed: 0,
    scored: 0,
    faulted: 0,
    cells: [],
  };
  await store.writeRun(record, summary);
  return { folder: join(store.folder, runId), runId, start, summary };
}

test('the head of a finished run is what its record says', async () => {
  const { folder, runId, start, summary } = await finishedRun();
  expect(readRunHead(folder)).toEqual({
    runId,
    startedAt: start.at,
    finishedAt: '2026-11-20T10:00:09.000Z',
    commit: 'c0ffee',
    summary,
  });
});

test('a journal that grew, a cut file and one of a newer format have no head', async () => {
  const grown = await finishedRun();
  await appendFile(join(grown.folder, 'events.jsonl'), '{"more":1}\n');
  expect(readRunHead(grown.folder)).toBeUndefined();

  const cut = await finishedRun();
  const { length } = await readFile(join(cut.folder, 'run.json'));
  await truncate(join(cut.folder, 'run.json'), length - 5);
  expect(readRunHead(cut.folder)).toBeUndefined();

  const newer = await finishedRun();
  const path = join(newer.folder, 'run.json');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('"format": 1', '"format": 2'));
  expect(readRunHead(newer.folder)).toBeUndefined();
  expect(readRunHead(join(newer.folder, 'nowhere'))).toBeUndefined();
});
