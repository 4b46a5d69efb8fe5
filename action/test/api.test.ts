import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { isApiError } from '../src/api-error.ts';
import { apiOf, bareRepository, stillWorld, tempFolder } from './bench.ts';
import type { Answer } from './fake/call.ts';
import { startFakeGitHub } from './fake/fake-github.ts';
import type { FakeGitHub } from './fake/fake-github.ts';

let folder: ReturnType<typeof tempFolder>;
let github: FakeGitHub;
let faults: (Answer | 'reset')[];

beforeEach(async () => {
  folder = tempFolder();
  faults = [];
  github = await startFakeGitHub({
    gitDir: bareRepository(folder.path),
    fault: () => faults.shift(),
  });
});

afterEach(async () => {
  await github.close();
  folder.remove();
});

const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';

async function ask(): Promise<{ readonly outcome: string; readonly waitedMs: number }> {
  const world = stillWorld();
  const start = world.now().getTime();
  const waited = (): number => world.now().getTime() - start;
  try {
    await apiOf(github.url, world).ask(z.array(z.unknown()), route, { issue_number: 5 });
    return { outcome: 'answered', waitedMs: waited() };
  } catch (error) {
    return { outcome: isApiError(error) ? error.trouble : String(error), waitedMs: waited() };
  }
}

const trouble = (status: number, headers: Record<string, string> = {}, message = 'no'): Answer => ({
  status,
  headers,
  body: { message },
});

describe('a request', () => {
  test.each<[string, readonly (Answer | 'reset')[], string]>([
    ['two 500s', [trouble(500), trouble(502)], 'answered'],
    ['two cut connections', ['reset', 'reset'], 'answered'],
    ['three 503s', [trouble(503), trouble(503), trouble(503)], 'unavailable'],
    ['a 404', [trouble(404)], 'missing'],
    ['a 403', [trouble(403)], 'forbidden'],
    ['a 401', [trouble(401)], 'forbidden'],
    ['a 409', [trouble(409)], 'conflict'],
    ['a 422', [trouble(422)], 'invalid'],
    ['an answer of another shape', [{ status: 200, body: { a: 1 } }], 'unavailable'],
  ])('that meets %s is tried as long as it may help', async (_name, given, outcome) => {
    faults.push(...given);
    expect((await ask()).outcome).toBe(outcome);
  });

  test('waits as it is told at a rate limit', async () => {
    faults.push(trouble(429, { 'retry-after': '7' }));
    expect(await ask()).toEqual({ outcome: 'answered', waitedMs: 7000 });
  });

  test('knows the secondary limit by its words', async () => {
    faults.push(trouble(403, {}, 'You have exceeded a secondary rate limit.'));
    expect((await ask()).outcome).toBe('answered');
  });

  test('waits until the primary limit is reset', async () => {
    const reset = String(Math.floor(Date.now() / 1000) + 20);
    faults.push(trouble(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }));
    const { outcome, waitedMs } = await ask();
    expect(outcome).toBe('answered');
    expect(waitedMs).toBeGreaterThan(15_000);
  });

  test('does not wait longer than a minute', async () => {
    faults.push(trouble(429, { 'retry-after': '600' }));
    expect(await ask()).toEqual({ outcome: 'rate-limited', waitedMs: 0 });
  });

  test('that writes leaves a second to the one before', async () => {
    const world = stillWorld();
    const api = apiOf(github.url, world);
    const start = world.now().getTime();
    const write = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
    for (const body of ['a', 'b', 'c']) await api.send(write, { issue_number: 5, body });
    expect(world.now().getTime() - start).toBe(2000);
    expect(github.violations).toEqual([]);
  });
});

describe('the fake GitHub', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['an unknown path', 'GET /repos/{owner}/{repo}/nothing', {}],
    ['an undocumented parameter', route, { issue_number: 5, sort: 'created' }],
    ['a check run without a name', 'POST /repos/{owner}/{repo}/check-runs', { head_sha: 'a' }],
    [
      'a check run with too long a summary',
      'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
      { check_run_id: 1, output: { title: 'x', summary: 'x'.repeat(65_536) } },
    ],
  ])('catches %s', async (_name, wrong, parameters) => {
    await apiOf(github.url)
      .send(wrong, parameters)
      .catch(() => undefined);
    expect(github.violations).not.toEqual([]);
  });
});
