import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Marker } from '../src/marker.ts';
import { readMarker, writeMarker } from '../src/marker.ts';
import { upsertComment } from '../src/upsert-comment.ts';
import type { StickyComment } from '../src/upsert-comment.ts';
import { apiOf, bareRepository, tempFolder } from './bench.ts';
import { startFakeGitHub } from './fake/fake-github.ts';
import type { FakeGitHub, FakeOptions } from './fake/fake-github.ts';

const bot = 'github-actions[bot]';
const head = 'a'.repeat(40);
let folder: ReturnType<typeof tempFolder>;
let github: FakeGitHub;

beforeEach(() => {
  folder = tempFolder();
});

afterEach(async () => {
  await github.close();
  folder.remove();
});

async function start(options: Partial<FakeOptions> = {}): Promise<FakeGitHub> {
  github = await startFakeGitHub({ gitDir: bareRepository(folder.path), ...options });
  github.repository.headSha = head;
  return github;
}

const marker = (runId: number, state: Marker['state'] = 'done'): Marker => ({
  key: 'Evals/all',
  head,
  runId,
  attempt: 1,
  state,
});

const comment = (runId: number, more: Partial<StickyComment> = {}): StickyComment => ({
  pullRequest: 5,
  marker: marker(runId),
  body: `result of ${runId}`,
  onlyUpdate: false,
  ...more,
});

const bodyOf = (runId: number): string => `${writeMarker(marker(runId))}\nresult of ${runId}`;
const ours = (): readonly string[] => github.repository.comments.by(bot).map(({ body }) => body);

describe('the sticky comment', () => {
  test('is written once and then edited in place', async () => {
    const { url } = await start();
    const first = await upsertComment(apiOf(url), comment(1));
    const second = await upsertComment(apiOf(url), comment(2));
    expect(second).toEqual(first);
    expect(ours()).toEqual([bodyOf(2)]);
    expect(github.violations).toEqual([]);
  });

  test('is found behind hundreds of other comments', async () => {
    const { url } = await start();
    for (let count = 0; count < 230; count += 1)
      github.repository.comments.plant(5, 'someone', 'chatter');
    github.repository.comments.plant(5, bot, bodyOf(1));
    await upsertComment(apiOf(url), comment(2));
    expect(ours()).toEqual([bodyOf(2)]);
  });

  test('is not begun when there is nothing to say', async () => {
    const { url } = await start();
    const result = await upsertComment(apiOf(url), comment(1, { onlyUpdate: true }));
    expect(result).toEqual({ kind: 'not-needed' });
    expect(ours()).toEqual([]);
  });

  test('gives way to a newer run', async () => {
    const { url } = await start();
    github.repository.comments.plant(5, bot, bodyOf(9));
    expect(await upsertComment(apiOf(url), comment(8))).toEqual({ kind: 'outdated' });
    expect(ours()).toEqual([bodyOf(9)]);
  });

  test('gives way when the pull request has a newer head already', async () => {
    const { url } = await start();
    github.repository.headSha = 'b'.repeat(40);
    expect(await upsertComment(apiOf(url), comment(8))).toEqual({ kind: 'outdated' });
    expect(ours()).toEqual([]);
  });

  test('ignores a marker that somebody else planted', async () => {
    const { url } = await start();
    github.repository.comments.plant(5, 'mallory', bodyOf(99));
    await upsertComment(apiOf(url), comment(1));
    expect(ours()).toEqual([bodyOf(1)]);
    expect(github.repository.comments.by('mallory')).toHaveLength(1);
  });

  test('collapses duplicates into the oldest', async () => {
    const { url } = await start();
    const oldest = github.repository.comments.plant(5, bot, bodyOf(1));
    github.repository.comments.plant(5, bot, bodyOf(2));
    const result = await upsertComment(apiOf(url), comment(3));
    expect(result).toEqual({ kind: 'written', id: oldest.id });
    expect(ours()).toEqual([bodyOf(3)]);
  });

  test('is written anew when it was deleted between two requests', async () => {
    let deleted = false;
    const { url } = await start({
      fault: ({ method }) => {
        if (method !== 'PATCH' || deleted) return undefined;
        deleted = true;
        github.repository.comments.kept.clear();
        return undefined;
      },
    });
    github.repository.comments.plant(5, bot, bodyOf(1));
    await upsertComment(apiOf(url), comment(2));
    expect(ours()).toEqual([bodyOf(2)]);
  });

  test('keeps two workflows apart', async () => {
    const { url } = await start();
    await upsertComment(apiOf(url), comment(1));
    const other = { ...marker(1), key: 'Nightly/all' };
    await upsertComment(apiOf(url), comment(1, { marker: other }));
    expect(ours()).toHaveLength(2);
  });
});

/** Releases one waiting request at a time, chosen by a seed, once every unfinished run waits. */
function scheduler(seed: number): {
  readonly before: () => Promise<void>;
  readonly run: (works: readonly Promise<unknown>[]) => Promise<void>;
} {
  let state = seed;
  let running = 0;
  let waiting: (() => void)[] = [];
  const release = (): void => {
    if (waiting.length === 0 || waiting.length < running) return;
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const chosen = waiting[(state >> 8) % waiting.length];
    waiting = waiting.filter((one) => one !== chosen);
    chosen?.();
  };
  return {
    before: () =>
      new Promise((done) => {
        waiting.push(done);
        release();
      }),
    run: async (works) => {
      running = works.length;
      const ended = works.map(async (work) => {
        await work;
        running -= 1;
        release();
      });
      await Promise.all(ended);
    },
  };
}

test('two runs at once end in one comment of the newer one, in each of 200 interleavings', async () => {
  let current = scheduler(0);
  const { url } = await start({ before: () => current.before() });
  const { comments } = github.repository;
  for (let seed = 1; seed <= 200; seed += 1) {
    comments.kept.clear();
    if (seed % 2 === 0) comments.plant(5, bot, bodyOf(1));
    if (seed % 4 === 0) comments.plant(5, bot, bodyOf(2));
    current = scheduler(seed);
    await current.run([
      upsertComment(apiOf(url), comment(11)),
      upsertComment(apiOf(url), comment(12)),
    ]);
    expect(ours(), `seed ${seed}`).toEqual([bodyOf(12)]);
  }
  expect(github.violations).toEqual([]);
}, 60_000);

test('a key cannot end the marker early', () => {
  const hostile = { ...marker(1), key: 'a --> <b> "Ünï" %' };
  const text = writeMarker(hostile);
  expect(text.indexOf('-->')).toBe(text.length - 3);
  expect(readMarker(`${text}\nbody`)).toEqual(hostile);
});
