import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { World } from '../world.ts';
import { showProgress } from './show-progress.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function aWorld() {
  const said: string[] = [];
  const abort = new AbortController();
  const world: World = {
    args: [],
    cwd: '/',
    env: {},
    stdin: {},
    stdout: { write: () => undefined },
    stderr: { write: (text) => said.push(text), columns: 80 },
    now: () => new Date(0),
    clock: () => performance.now(),
    random: () => 0,
    interrupted: abort.signal,
    killed: abort.signal,
  };
  return { world, said };
}

test('while nothing happens, a line every ten seconds says why, and none after the end', async () => {
  const { world, said } = aWorld();
  const waiting = { provider: 'openai', why: 'limited', forMs: 30_000 } as const;
  const watched = { planned: 200, standstill: () => waiting };
  const progress = await showProgress(world, {}, watched);
  vi.advanceTimersByTime(9000);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(15_000);
  expect(said).toHaveLength(2);
  expect(said.join('')).toContain('0 / 200  openai asks to wait 30 s');
  progress.end();
  vi.advanceTimersByTime(60_000);
  expect(said).toHaveLength(2);
});

test('a terminal that can move no cursor gets plain lines', async () => {
  const { world, said } = aWorld();
  const dumb = { ...world, env: { TERM: 'dumb' }, stderr: { ...world.stderr, isTTY: true } };
  const progress = await showProgress(dumb, {}, { planned: 5, standstill: () => undefined });
  vi.advanceTimersByTime(10_000);
  progress.end();
  expect(said.map((line) => line.endsWith('  0 / 5\n'))).toEqual([true]);
  expect(said.join('')).not.toContain('\u001B');
});

test('quiet says nothing, however long it takes', async () => {
  const { world, said } = aWorld();
  await showProgress(world, { quiet: true }, { planned: 5, standstill: () => undefined });
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([]);
});
