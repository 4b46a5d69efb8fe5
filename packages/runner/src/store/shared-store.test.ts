import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { appendFile, mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { execute } from '../execute/execute.ts';
import { record } from '../execute/record.ts';
import { echo, smallIo, type Reply } from '../test-world/small-io.ts';
import { smallPlan, startOf } from '../test-world/small-plan.ts';
import { finished, runId, start, storeWith, temporary } from '../test-world/stored-run.ts';
import { openRunStore } from './run-store.ts';

test('a second process on a run is refused with the first one’s id and machine', async () => {
  const { store, root } = await storeWith([]);
  const { writer } = await store.resume(runId, start);
  const child = fileURLToPath(new URL('../test-world/kill-child.ts', import.meta.url));
  const other = spawn(process.execPath, [child, root, '0', '5', runId], { stdio: 'pipe' });
  const words = text(other.stderr);
  await once(other, 'close');
  await writer.close();
  expect(await words).toContain(`is being written by process ${process.pid} on `);
  expect(other.exitCode).not.toBe(0);
});

test('a lock whose process is dead holds nobody up', async () => {
  const { store, folder } = await storeWith([]);
  await writeFile(join(folder, 'lock.json'), '{"pid":1,"host":"elsewhere"}');
  const { writer } = await store.resume(runId, start);
  await writer.close();
  expect(JSON.parse(await readFile(join(folder, 'lock.json'), 'utf8'))).toMatchObject({
    pid: process.pid,
  });
});

test('a file where the folder should be is a mistake that is named before anything is run', async () => {
  const root = await temporary();
  await writeFile(join(root, '.pawl'), '');
  await expect(openRunStore(root).create(start)).rejects.toMatchObject({
    name: 'UsageError',
    code: 'store-unusable',
  });
});

test('a store that is a link out of the project is refused', async () => {
  const root = await temporary();
  await symlink(await temporary(), join(root, '.pawl'));
  await expect(openRunStore(root).create(start)).rejects.toMatchObject({ code: 'linked-store' });
});

test('a journal that is a link is not written through', async () => {
  const root = await temporary();
  const outside = join(await temporary(), 'outside.jsonl');
  const folder = join(root, '.pawl', 'runs', runId);
  await mkdir(folder, { recursive: true });
  await symlink(outside, join(folder, 'events.jsonl'));
  await expect(openRunStore(root).create(start)).rejects.toMatchObject({ name: 'UsageError' });
  await expect(readFile(outside)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('what the disk does not take stops the run, is said, and damages nothing', async () => {
  const root = await temporary();
  const child = fileURLToPath(new URL('../test-world/full-disk-child.ts', import.meta.url));
  // 64 blocks of 512 bytes; SIGXFSZ is ignored by Node, so that writes are cut short instead.
  const script = 'ulimit -f 64; exec "$@"';
  const limited = spawn('/bin/sh', ['-c', script, 'sh', process.execPath, child, root], {
    stdio: 'pipe',
  });
  const [out, err] = await Promise.all([text(limited.stdout), text(limited.stderr)]);
  expect(err).toBe('');
  expect(JSON.parse(out)).toMatchObject({ stopped: 'store' });
  const store = openRunStore(root);
  const events = await Array.fromAsync(store.read('full'));
  const made = await store.record('full');
  expect(events.length).toBeGreaterThan(1);
  expect(made.finishedAt).toBeUndefined();
  const answered = events.filter(({ type }) => type === 'trial-finished').length;
  const { done, writer } = await store.resume('full', startOf(smallPlan(100), 'full'));
  await writer.close();
  expect(done.size).toBe(answered);
});

test('what is appended after a crash in the middle of a line never joins it', async () => {
  const { store, journal } = await storeWith([finished(0)]);
  await appendFile(journal, '{"crc":"00000000","len":9');
  const { writer } = await store.resume(runId, start);
  await writer.write([finished(1)]);
  await writer.close();
  expect((await store.record(runId)).cells[0]?.cases).toHaveLength(2);
});

test('a run that was cut short before its first record says so, and so does one that is not there', async () => {
  const { store, journal } = await storeWith([]);
  await truncate(journal, 20);
  await expect(store.record(runId)).rejects.toMatchObject({ code: 'empty-run' });
  await expect(store.record('20200101-000000-0000')).rejects.toMatchObject({
    code: 'store-unusable',
  });
});

test('another shard of the same plan is not gone on with', async () => {
  const { store } = await storeWith([]);
  const other = { ...start, shard: { index: 1, count: 2 } };
  await expect(store.resume(runId, other)).rejects.toMatchObject({ code: 'resume-refused' });
});

test('a run whose folder vanishes is stopped instead of being lost unnoticed', async () => {
  const store = openRunStore(await temporary());
  const plan = smallPlan(1000);
  const io = smallIo(plan, echo, { start: startOf(plan, runId) });
  const writer = await store.create(io.start);
  let seen = 0;
  const made = await record(execute(plan, io), writer, {
    now: io.now,
    onEvent: () => {
      seen += 1;
      if (seen === 300) rmSync(writer.folder, { recursive: true });
    },
  });
  expect(made.stopped).toBe('store');
  expect(made.notes[0]?.message).toContain('the file was removed meanwhile');
});

test('where not even the first record is taken, nothing is asked', async () => {
  const store = openRunStore(await temporary());
  const plan = smallPlan(10);
  let calls = 0;
  const reply: Reply = (request, options) => {
    calls += 1;
    return echo(request, options);
  };
  const writer = await store.create(startOf(plan, runId));
  rmSync(writer.folder, { recursive: true });
  await expect(record(execute(plan, smallIo(plan, reply)), writer)).rejects.toMatchObject({
    name: 'UsageError',
    code: 'store-unusable',
  });
  expect(calls).toBe(0);
});
