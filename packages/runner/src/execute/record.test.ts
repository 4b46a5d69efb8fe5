import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { foldRun, type RunEvent } from '@pawl/core';
import { expect, test } from 'vitest';

import { openRunStore } from '../store/run-store.ts';
import { echo, smallIo } from '../test-world/small-io.ts';
import { smallPlan, startOf } from '../test-world/small-plan.ts';
import { execute } from './execute.ts';
import { record } from './record.ts';

const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'pawl-record-'));

test('what is recorded can be read again, and folds to the same record', async () => {
  const store = openRunStore(await temporary());
  const plan = smallPlan(30);
  const io = smallIo(plan, echo);
  const seen: RunEvent[] = [];
  const made = await record(execute(plan, io), await store.create(io.start), {
    onEvent: (event) => seen.push(event),
  });
  const read = await Array.fromAsync(store.read(io.start.runId));
  expect(read).toEqual(seen);
  expect(made).toEqual(foldRun(read));
  expect(await store.record(io.start.runId)).toEqual(made);
  expect(made.cells[0]?.cases).toHaveLength(30);
  expect(made.finishedAt).toBeDefined();
});

test('a run folder and its journal are for their owner alone', async () => {
  const root = await temporary();
  const store = openRunStore(root);
  const start = startOf(smallPlan(1), '20261120-110512-4f2a');
  const writer = await store.create(start);
  await writer.write([start]);
  await writer.close();
  expect((await stat(writer.folder)).mode & 0o777).toBe(0o700);
  expect((await stat(join(writer.folder, 'events.jsonl'))).mode & 0o777).toBe(0o600);
});

// The checksum was computed with Python's zlib.crc32.
test('each line carries the length and the checksum of its event', async () => {
  const root = await temporary();
  const store = openRunStore(root);
  const start = startOf(smallPlan(1), '20261120-110512-4f2a');
  const writer = await store.create(start);
  await writer.write([start, { type: 'run-finished', at: start.at }]);
  await writer.close();
  const lines = (await readFile(join(writer.folder, 'events.jsonl'), 'utf8')).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toBe(
    '{"crc":"19ebce9d","len":55,"event":{"type":"run-finished","at":"2026-11-20T11:05:12.000Z"}}',
  );
});
