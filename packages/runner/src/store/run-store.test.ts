import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { RunEvent } from '@pawl/core';
import { expect, test } from 'vitest';

import { Spending } from '../calls/spending.ts';
import { execute } from '../execute/execute.ts';
import { record } from '../execute/record.ts';
import { echo, smallIo } from '../test-world/small-io.ts';
import { moduleTarget, smallPlan, startOf } from '../test-world/small-plan.ts';
import {
  finished,
  key,
  plan,
  runId,
  start,
  storeWith,
  summary,
  temporary,
} from '../test-world/stored-run.ts';
import { openRunStore } from './run-store.ts';

const { at } = start;

test('a resumed run passes over what was answered and gives the record of the whole', async () => {
  const { store } = await storeWith([
    finished(0),
    finished(3),
    { type: 'trial-started', ...key(4) },
  ]);
  const resumed = await store.resume(runId, start);
  expect([...resumed.done]).toEqual([0, 3]);
  const asked: string[] = [];
  const io = smallIo(
    plan,
    (request, options) => {
      asked.push(request.caseId);
      return echo(request, options);
    },
    { start, done: (index) => resumed.done.has(index) },
  );
  const made = await record(execute(plan, io), resumed.writer);
  expect(asked.toSorted()).toEqual(['case-1', 'case-2', 'case-4']);
  expect(made.cells[0]?.cases).toHaveLength(5);
  expect(made.duplicates).toBe(0);
  expect(await store.record(runId)).toEqual(made);
});

test('a faulted trial runs again on resume', async () => {
  const fault = { code: 'timeout', message: 'too slow' } as const;
  const result = { kind: 'faulted', fault, durationMs: 1 } as const;
  const { store } = await storeWith([
    { type: 'trial-finished', ...key(1), request: 'r', result },
    { type: 'run-finished', at },
  ]);
  const { done, writer } = await store.resume(runId, start);
  expect(done.has(1)).toBe(false);
  await writer.close();
});

test('a torn tail is cut on resume, and said', async () => {
  const { store, journal } = await storeWith([finished(0), finished(1)]);
  const { length } = await readFile(journal);
  await truncate(journal, length - 10);
  const { done, notes, writer } = await store.resume(runId, start);
  await writer.close();
  expect([...done]).toEqual([0]);
  expect(notes.join()).toMatch(
    /events\.jsonl:3: the last \d+ bytes were cut short and are dropped/,
  );
  const events = await Array.fromAsync(store.read(runId));
  expect(events.map(({ type }) => type)).toEqual([
    'run-started',
    'trial-finished',
    'run-resumed',
    'run-noted',
  ]);
});

test('cut at any byte, a run can be gone on with', async () => {
  const { store, journal } = await storeWith([finished(0)]);
  const whole = await readFile(journal);
  for (let length = 0; length <= whole.length; length += 97) {
    await writeFile(journal, whole.subarray(0, length));
    const { writer } = await store.resume(runId, start);
    await writer.write([start, finished(2)]);
    await writer.close();
    const events = await Array.fromAsync(store.read(runId));
    expect(events[0]?.type).toBe('run-started');
    expect(events.at(-1)).toEqual(finished(2));
  }
});

test('a damaged line is named, and nothing is concluded from the run', async () => {
  const { store, journal } = await storeWith([finished(0), finished(1)]);
  const lines = (await readFile(journal, 'utf8')).split('\n');
  await writeFile(
    journal,
    [lines[0], lines[1]?.replace('case-0', 'case-9'), lines[2], ''].join('\n'),
  );
  await expect(store.record(runId)).rejects.toThrow(/events\.jsonl:2: this line is damaged/);
  await expect(store.resume(runId, start)).rejects.toThrow(/events\.jsonl:2/);
});

test('a run of other definitions is not gone on with, and what changed is named', async () => {
  const { store } = await storeWith([]);
  const [set] = start.sets;
  const sets = set === undefined ? [] : [{ ...set, digest: 'other' }];
  await expect(store.resume(runId, { ...start, sets })).rejects.toThrow(
    `Run ${runId} cannot be gone on with: set small changed`,
  );
  await expect(store.resume(runId, { ...start, planDigest: 'other' })).rejects.toThrow(
    'the plan is another',
  );
});

test('a trial of the user’s own code that was there at two deaths of the runner is not run again', async () => {
  const own = smallPlan(5, { targets: [moduleTarget('gpt')] });
  const first = startOf(own, runId);
  const { store } = await storeWith([{ type: 'trial-started', ...key(2) }], first);
  const second = await store.resume(runId, first);
  expect([...second.suspects]).toEqual([2]);
  expect(second.done.has(2)).toBe(false);
  await second.writer.write([{ type: 'trial-started', ...key(2) }]);
  await second.writer.close();
  const third = await store.resume(runId, first);
  await third.writer.close();
  expect(third.done.has(2)).toBe(true);
  const made = await store.record(runId);
  expect(made.cells[0]?.cases[0]?.trials[0]).toMatchObject({
    kind: 'faulted',
    fault: { code: 'crashed-runner' },
  });
});

test('a provider’s trial is not to blame for the death of the runner', async () => {
  const { store } = await storeWith([
    { type: 'trial-started', ...key(2) },
    { type: 'run-resumed', at, harness: '0.0.0' },
    { type: 'trial-started', ...key(2) },
  ]);
  const { done, suspects, writer } = await store.resume(runId, start);
  await writer.close();
  expect(done.has(2)).toBe(false);
  expect(suspects.size).toBe(0);
});

test('what earlier processes paid counts when a run is gone on with', async () => {
  const paid = (index: number, costUsd: number): RunEvent => {
    const event = finished(index);
    if (event.type !== 'trial-finished' || event.result.kind !== 'answered') return event;
    return { ...event, result: { ...event.result, costUsd } };
  };
  const { store } = await storeWith([paid(0, 0.25), paid(1, 0.5), finished(2)]);
  const { paidUsd, writer } = await store.resume(runId, start);
  await writer.close();
  expect(paidUsd).toBe(0.75);

  const spending = new Spending(0.75);
  spending.startFrom(paidUsd);
  expect(spending.refuse()?.message).toContain('$0.7500 are spent');
});

test('run.json is taken while it is whole and the journal has not grown; else the journal speaks', async () => {
  const { store, folder } = await storeWith([finished(0)]);
  const made = await store.record(runId);
  await store.writeRun(made, summary);
  expect(await store.record(runId)).toEqual(made);
  const file = join(folder, 'run.json');
  const written = await readFile(file, 'utf8');
  expect(JSON.parse(written)).toMatchObject({ runId, outcome: 'complete', planned: 5 });
  await writeFile(file, written.replace('"durationMs": 1', '"durationMs": 9'));
  expect(await store.record(runId)).toEqual(made);
  await writeFile(file, written);
  const { writer } = await store.resume(runId, start);
  await writer.write([finished(1)]);
  await writer.close();
  expect((await store.record(runId)).cells[0]?.cases).toHaveLength(2);
});

test('runs are found by name, by beginning, by tail and as the latest', async () => {
  const store = openRunStore(await temporary());
  await expect(store.resolve('latest')).rejects.toThrow('There is no run yet');
  const ids = ['20261119-090000-aaaa', '20261120-110512-4f2a', '20261120-120000-bbbb'];
  for (const id of ids) {
    const writer = await store.create({ ...start, runId: id });
    await writer.write([{ ...start, runId: id }]);
    await writer.close();
  }
  await store.newId(new Date('2026-12-24T00:00:00Z'));
  expect(await store.list()).toEqual(ids.toReversed());
  expect(await store.resolve('latest')).toBe('20261120-120000-bbbb');
  expect(await store.resolve('20261119')).toBe('20261119-090000-aaaa');
  expect(await store.resolve('4f2a')).toBe('20261120-110512-4f2a');
  await expect(store.resolve('20261120')).rejects.toMatchObject({ code: 'many-runs' });
  await expect(store.resolve('20261120-110512-4f2b')).rejects.toMatchObject({
    code: 'unknown-run',
    hint: 'Did you mean 20261120-110512-4f2a?',
  });
});

test('names of new runs sort by time and are never given twice', async () => {
  const store = openRunStore(await temporary());
  const now = new Date('2026-11-20T11:05:12Z');
  const ids = await Promise.all(Array.from({ length: 50 }, () => store.newId(now)));
  expect(new Set(ids).size).toBe(50);
  expect(ids[0]).toMatch(/^20261120-110512-[0-9a-f]{4}$/);
  const writer = await store.create({ ...start, runId: ids[0] ?? '' });
  await writer.close();
});

test('of two runs of the same second the later one is the latest', async () => {
  const store = openRunStore(await temporary());
  const now = new Date('2026-11-20T11:05:12Z');
  const ids: string[] = [];
  for (let nth = 0; nth < 20; nth += 1) ids.push(await store.newId(now));
  expect(ids.toSorted()).toEqual(ids);
});
