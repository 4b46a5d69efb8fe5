import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { FaultError, type RunEvent, type Target } from '@pawl/core';
import { expect, test } from 'vitest';

import { execute } from '../execute/execute.ts';
import { smallIo, type Reply } from '../test-world/small-io.ts';
import { modelTarget, moduleTarget, smallPlan } from '../test-world/small-plan.ts';
import { openResponseCache, type ResponseCacheOptions } from './open-response-cache.ts';

const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'pawl-cache-'));
const now = (): Date => new Date('2026-11-20T11:05:12.000Z');
const options: ResponseCacheOptions = { mode: 'use', now };
const answer = { output: { text: 'yes', finish: 'stop', costUsd: 0.5 }, durationMs: 40 } as const;

async function run(
  root: string,
  reply: Reply,
  {
    target = modelTarget('gpt'),
    ...given
  }: Partial<ResponseCacheOptions> & { target?: Target } = {},
) {
  const plan = smallPlan(10, { targets: [target], trials: 2 });
  const cache = openResponseCache(root, { ...options, ...given });
  let calls = 0;
  const counted: Reply = (request, more) => {
    calls += 1;
    return reply(request, more);
  };
  const events = await Array.fromAsync<RunEvent>(execute(plan, smallIo(plan, counted, { cache })));
  const stats = cache.stats();
  cache.close();
  const results = events.flatMap((event) =>
    event.type === 'trial-finished' ? [event.result] : [],
  );
  return { calls, results, stats, events };
}

const good: Reply = ({ input, trial }) => ({
  text: `${JSON.stringify(input)} ${trial}`,
  finish: 'stop',
  costUsd: 0.25,
});

test('what was answered once is not asked again; it costs nothing, and what it saved is shown', async () => {
  const root = await temporary();
  const first = await run(root, good);
  const second = await run(root, good);
  expect([first.calls, second.calls]).toEqual([20, 0]);
  expect(second.results[0]).toMatchObject({ cached: true, costUsd: 0, savedUsd: 0.25 });
  const outputs = (results: typeof first.results) =>
    new Set(results.map((result) => result.kind === 'answered' && JSON.stringify(result.output)));
  expect(outputs(second.results)).toEqual(outputs(first.results));
  expect(second.stats).toMatchObject({ answers: 20, hits: 20, savedUsd: 5, bad: 0 });
});

test('trials of one case have answers of their own', async () => {
  const { results } = await run(await temporary(), good);
  const texts = results.map((result) => result.kind === 'answered' && result.output?.text);
  expect(new Set(texts).size).toBe(20);
});

test('refresh asks again and keeps the new answer; off neither reads nor writes', async () => {
  const root = await temporary();
  const newer: Reply = () => ({ text: 'newer', finish: 'stop' });
  await run(root, good);
  expect((await run(root, newer, { mode: 'refresh' })).calls).toBe(20);
  const kept = await run(root, good);
  expect(kept.results[0]).toMatchObject({ cached: true, output: { text: 'newer' } });
  expect((await run(root, good, { mode: 'off' })).calls).toBe(20);
});

test('only never calls, and a miss is a fault that names its case', async () => {
  const { calls, results } = await run(await temporary(), good, { mode: 'only' });
  expect(calls).toBe(0);
  expect(results).toHaveLength(20);
  expect(results[0]).toMatchObject({
    kind: 'faulted',
    fault: {
      code: 'cache-miss',
      message: 'The cache holds no answer for trial 0 of case case-0 in small',
    },
  });
});

test.each(['length', 'refusal', 'filter', 'other'] as const)(
  'an answer that ended with %s is not kept',
  async (finish) => {
    const reply: Reply = () => ({ text: 'cut', finish });
    expect((await run(await temporary(), reply)).stats?.answers).toBe(0);
  },
);

test('neither faults nor answers of code and services are kept', async () => {
  const failing: Reply = () => {
    throw new FaultError({ code: 'bad-request', message: 'no' });
  };
  expect((await run(await temporary(), failing)).stats?.answers).toBe(0);
  expect((await run(await temporary(), good, { target: moduleTarget('app') })).stats?.answers).toBe(
    0,
  );
});

test('an answer that holds a secret is not kept', async () => {
  const reply: Reply = ({ input }) => ({
    text: input === 3 ? 'the key is canary-77' : 'fine',
    finish: 'stop',
  });
  const holdsSecret = (words: string): boolean => words.includes('canary-77');
  const { stats } = await run(await temporary(), reply, { holdsSecret });
  expect(stats?.answers).toBe(18);
});

test('equal requests in flight are asked once', async () => {
  const targets = [modelTarget('a'), modelTarget('b'), modelTarget('c')];
  const plan = smallPlan(10, { targets });
  const cache = openResponseCache(await temporary(), options);
  let calls = 0;
  const io = smallIo(
    plan,
    async () => {
      calls += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return { text: 'x', finish: 'stop' };
    },
    { cache, concurrency: 32 },
  );
  const events = await Array.fromAsync<RunEvent>(execute(plan, io));
  cache.close();
  expect(events.filter(({ type }) => type === 'trial-finished')).toHaveLength(30);
  expect(calls).toBe(10);
});

test('a damaged or foreign entry is a miss, is dropped, counted and said', async () => {
  const root = await temporary();
  const cache = openResponseCache(root, options);
  for (const request of ['one', 'two', 'three']) cache.keep(request, answer);
  cache.close();
  const database = new DatabaseSync(join(root, '.pawl', 'cache.db'));
  database.exec(`UPDATE answers SET answer = replace(answer, 'yes', 'no') WHERE request = 'one';
    UPDATE answers SET request = 'four' WHERE request = 'two'`);
  database.close();
  const again = openResponseCache(root, options);
  const said: string[] = [];
  again.onNote((code) => said.push(code));
  expect(again.find('one')).toBeUndefined();
  expect(again.find('two')).toBeUndefined();
  expect(again.find('three')).toEqual(answer);
  expect(said).toEqual(['cache-entry-bad', 'cache-entry-bad']);
  expect(again.stats()).toMatchObject({ answers: 1, bad: 2 });
  again.close();
});

/** Keeps an answer and finds it again; gives what was said. */
function keepOne(root: string): string {
  const cache = openResponseCache(root, options);
  const said: string[] = [];
  cache.onNote((_code, message) => said.push(message));
  cache.keep('one', answer);
  expect(cache.find('one')).toEqual(answer);
  cache.close();
  return said.join();
}

test('answers of an older format are moved aside, and said', async () => {
  const root = await temporary();
  await mkdir(join(root, '.pawl'));
  const old = new DatabaseSync(join(root, '.pawl', 'cache.db'));
  old.exec('CREATE TABLE answers (key TEXT PRIMARY KEY); PRAGMA user_version = 1');
  old.close();
  expect(keepOne(root)).toMatch(/cache\.db has an older format; it lies at .*cache\.db\.bad-1/);
});

test('two requests whose keys are equal are misses for each other, and neither is called damaged', async () => {
  const root = await temporary();
  const cache = openResponseCache(root, options);
  cache.keep('one', answer);
  cache.keep('two', { ...answer, durationMs: 1 });
  cache.close();
  const database = new DatabaseSync(join(root, '.pawl', 'cache.db'));
  database.exec(`CREATE TABLE key AS SELECT key FROM answers WHERE request = 'one';
    DELETE FROM answers WHERE request = 'one';
    UPDATE answers SET key = (SELECT key FROM key)`);
  database.close();
  const again = openResponseCache(root, options);
  expect(again.find('one')).toBeUndefined();
  again.keep('one', answer);
  expect(again.stats()).toMatchObject({ answers: 1, bad: 0 });
  expect(again.find('one')).toEqual(answer);
  again.close();
});

test('a file that is no database is moved aside, said aloud and begun anew', async () => {
  const root = await temporary();
  const first = openResponseCache(root, options);
  first.stats();
  first.close();
  await writeFile(join(root, '.pawl', 'cache.db'), 'garbage '.repeat(1000));
  expect(keepOne(root)).toMatch(/cache\.db was unreadable; it lies at .*cache\.db\.bad-1/);
  expect(await readdir(join(root, '.pawl'))).toContain('cache.db.bad-1');
});

test(
  'flipped bits in the file never give another answer than was kept',
  { timeout: 60_000 },
  async () => {
    const root = await temporary();
    const cache = openResponseCache(root, options);
    for (let index = 0; index < 20; index += 1) cache.keep(`request ${index}`, answer);
    cache.close();
    const file = join(root, '.pawl', 'cache.db');
    const whole = await readFile(file);
    for (let byte = 100; byte < whole.length; byte += 211) {
      const flipped = Buffer.from(whole);
      flipped[byte] = (flipped[byte] ?? 0) ^ 0x10;
      await writeFile(file, flipped);
      const damaged = openResponseCache(root, options);
      for (let index = 0; index < 20; index += 1) {
        const found = damaged.find(`request ${index}`);
        expect([undefined, JSON.stringify(answer)]).toContain(found && JSON.stringify(found));
      }
      damaged.close();
    }
  },
);

test('old answers are misses and are dropped, and so is what is over the size, oldest first', async () => {
  const root = await temporary();
  const at = (day: string) => () => new Date(`2026-11-${day}T00:00:00Z`);
  for (const [request, day] of [
    ['old', '01'],
    ['middle', '18'],
    ['new', '19'],
  ] as const) {
    const cache = openResponseCache(root, { ...options, now: at(day) });
    cache.keep(request, answer);
    cache.close();
  }
  const aged = { ...options, limits: { maxAgeDays: 7 } };
  const cache = openResponseCache(root, aged);
  expect(cache.find('old')).toBeUndefined();
  expect(cache.find('middle')).toEqual(answer);
  const { bytes } = cache.stats() ?? { bytes: 0 };
  cache.close();
  const full = openResponseCache(root, { ...options, limits: { maxBytes: bytes / 3 } });
  full.stats();
  full.close();
  const small = openResponseCache(root, options);
  expect([small.find('middle'), small.find('new')]).toEqual([undefined, answer]);
  small.close();
});

test('clearing forgets everything', async () => {
  const root = await temporary();
  const cache = openResponseCache(root, options);
  cache.keep('one', answer);
  expect(cache.stats())?.toMatchObject({ answers: 1, oldest: '2026-11-20T11:05:12.000Z' });
  expect(cache.clear()).toBe(1);
  expect(cache.stats()).toEqual({ answers: 0, bytes: 0, hits: 0, savedUsd: 0, bad: 0 });
  cache.close();
});

test('the file is for its owner alone', async () => {
  const root = await temporary();
  const cache = openResponseCache(root, options);
  cache.keep('one', answer);
  cache.close();
  expect((await stat(join(root, '.pawl', 'cache.db'))).mode & 0o777).toBe(0o600);
});

test('two processes on one cache lose nothing', async () => {
  const root = await temporary();
  const child = fileURLToPath(new URL('../test-world/cache-child.ts', import.meta.url));
  const children = ['a', 'b', 'c'].map((name) =>
    spawn(process.execPath, [child, root, name, '300'], { stdio: 'pipe' }),
  );
  const words = await Promise.all(
    children.map(async (one) => {
      const [said] = await Promise.all([text(one.stderr), once(one, 'close')]);
      return said;
    }),
  );
  expect(words).toEqual(['', '', '']);
  const cache = openResponseCache(root, options);
  expect(cache.stats()?.answers).toBe(900);
  expect(cache.find('b 299')?.output.text).toBe('answer of b 299');
  cache.close();
});

test('a cache that nobody asked leaves no file behind', async () => {
  const root = await temporary();
  openResponseCache(root, options).close();
  expect(await stat(join(root, '.pawl')).catch(() => 'nothing')).toBe('nothing');
});
