import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatBaseline, foldRun } from '@pawl/core';
import type { RunEvent } from '@pawl/core';
import { toBaseline } from '@pawl/gate';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { findBaseCommit } from '../src/baseline/base-commit.ts';
import { resolveBaseline } from '../src/baseline/resolve-baseline.ts';
import type { Resolved } from '../src/baseline/resolve-baseline.ts';
import { openAncestry } from '../src/baseline/walk-ancestors.ts';
import { openGit } from '../src/git.ts';
import type { Trigger } from '../src/trigger.ts';
import { apiOf } from './bench.ts';
import { branchEvent, mergeGroupEvent } from './events.ts';
import { git, writeRun } from './project.ts';
import { Scene, twentyFail } from './scene.ts';
import type { PullRequest } from './scene.ts';
import type { StepEnd } from './start-bundle.ts';

vi.setConfig({ testTimeout: 60_000 });

let scene: Scene;

afterEach(() => scene.close());

function triggerOf({ head, base }: PullRequest): Trigger {
  return {
    kind: 'pull-request',
    event: 'pull_request',
    number: 5,
    headSha: head,
    headRef: 'change',
    baseRef: 'main',
    baseSha: base,
    author: 'alice',
  };
}

const sourcesIn = (folder: string) => ({ git: openGit(folder), api: apiOf(scene.github.url) });

function resolve(
  base: string,
  more: { readonly maxDistance?: number } = {},
  folder = scene.project.work,
): Promise<Resolved> {
  return resolveBaseline(
    {
      set: 'support',
      target: 'bot',
      repository: 'o/r',
      base,
      maxDistance: 50,
      stores: ['refs'],
      ...more,
    },
    {
      api: apiOf(scene.github.url),
      ancestry: openAncestry(sourcesIn(folder)),
      committed: () => Promise.resolve(undefined),
      awaitMeasurement: () => Promise.resolve(false),
    },
  );
}

/** A commit on `main` that is also pushed. */
function pushMain(text: string): string {
  git(scene.project.work, 'checkout', '-q', 'main');
  const commit = scene.project.commit({ 'notes.md': text });
  git(scene.project.work, 'push', '-q', '-f', 'origin', 'main');
  return commit;
}

describe('the base commit', () => {
  test('is parent 1 of the tested merge, also in a clone of depth 1 and when the event is older', async () => {
    scene = await Scene.open();
    const stale = scene.commit();
    pushMain('later');
    const pull = scene.openPullRequest();
    const shallow = join(scene.folder.path, 'shallow');
    mkdirSync(shallow);
    git(shallow, 'init', '-q');
    git(shallow, 'fetch', '-q', '--depth=1', `file://${scene.project.origin}`, 'refs/pull/5/merge');
    git(shallow, 'checkout', '-q', 'FETCH_HEAD');
    expect(() => git(shallow, 'rev-parse', '--verify', 'HEAD^1')).toThrow('HEAD^1');
    const found = await findBaseCommit(
      triggerOf({ ...pull, base: stale }),
      pull.merge,
      sourcesIn(shallow),
    );
    expect(found).toEqual({ commit: pull.base, rule: 'merge-parent' });
  });

  test('is the merge base where the head itself is checked out', async () => {
    scene = await Scene.open();
    const fork = scene.commit();
    const pull = scene.openPullRequest();
    const moved = pushMain('later');
    git(scene.project.work, 'checkout', '-q', '--detach', pull.head);
    const trigger = triggerOf({ ...pull, base: moved });
    const found = await findBaseCommit(trigger, pull.head, sourcesIn(scene.project.work));
    expect(found).toEqual({ commit: fork, rule: 'merge-base' });
  });

  test('is the one of the event, with a warning, where nothing better can be found', async () => {
    scene = await Scene.open({
      fault: ({ path }) =>
        path.includes('/compare/') ? { status: 404, body: { message: 'Not Found' } } : undefined,
    });
    const pull = scene.openPullRequest();
    git(scene.project.work, 'checkout', '-q', '--detach', pull.head);
    const found = await findBaseCommit(triggerOf(pull), pull.head, sourcesIn(scene.project.work));
    expect(found).toMatchObject({ commit: pull.base, rule: 'event' });
    expect(found?.warning).toContain('may be older');
  });
});

describe('a stored baseline', () => {
  test('is the nearest one on the way back, with its distance', async () => {
    scene = await Scene.open();
    await scene.plant();
    const first = scene.commit();
    pushMain('one');
    const second = pushMain('two');
    expect(await resolve(second)).toMatchObject({ kind: 'found', commit: first, distance: 2 });
    const nowhere = await resolve(second, {}, scene.folder.path);
    expect(nowhere).toMatchObject({ kind: 'found', commit: first, distance: 2 });
    expect(await resolve(second, { maxDistance: 1 })).toMatchObject({
      kind: 'missing',
      everExisted: true,
    });
  });

  test('is found by its tree after a squash, a rebase or a force push', async () => {
    scene = await Scene.open();
    const { base, merge } = scene.openPullRequest();
    await scene.record(
      {},
      { event: 'merge_group', payload: mergeGroupEvent(merge, base), sha: merge },
    );
    git(scene.project.work, 'checkout', '-q', 'main');
    git(scene.project.work, 'merge', '-q', '--squash', 'change');
    const squashed = scene.project.commit({});
    expect(squashed).not.toBe(merge);
    expect(await resolve(squashed)).toMatchObject({ kind: 'found', commit: squashed, distance: 0 });
  });

  test('is created once and never moved', async () => {
    scene = await Scene.open();
    await scene.record();
    const before = git(scene.project.origin, 'for-each-ref', 'refs/pawl');
    expect(before.split('\n')).toHaveLength(2);
    const again = await scene.record({ passes: twentyFail });
    expect(again.log).toContain('already-there');
    expect(git(scene.project.origin, 'for-each-ref', 'refs/pawl')).toBe(before);
  });

  test('of a run that got worse is not stored', async () => {
    scene = await Scene.open();
    await scene.plant();
    pushMain('worse');
    const end = await scene.record({ request: 'v2', passes: twentyFail });
    expect(end.log).toContain('left-out, because it got worse');
  });

  test('of another repository or of a part of the set is passed over, with the reason', async () => {
    scene = await Scene.open();
    await scene.record({}, { env: { GITHUB_REPOSITORY: 'x/y' } });
    const commit = scene.commit();
    expect(await resolve(commit)).toMatchObject({
      kind: 'missing',
      rejected: [{ commit, why: 'it was written by another repository' }],
    });
  });

  test('that cannot be read is a state of its own', async () => {
    scene = await Scene.open();
    const commit = scene.commit();
    git(scene.project.origin, 'update-ref', `refs/pawl/v1/support/bot/${commit}`, commit);
    expect(await resolve(commit)).toMatchObject({ kind: 'unreadable' });
    const end = await scene.gate(scene.openPullRequest(), {});
    expect([end.code, end.outputs['verdict']]).toEqual([3, 'inconclusive']);
  });

  test('that is older than the policy allows is inconclusive', async () => {
    scene = await Scene.open();
    await scene.plant({ at: '2020-01-01T00:00:00.000Z' });
    const end = await scene.gate(scene.openPullRequest(), {});
    expect(end.code).toBe(3);
  });

  test('is waited for while its run is under way', async () => {
    let asked = 0;
    scene = await Scene.open({
      before: async ({ path }) => {
        if (!path.endsWith('/actions/runs')) return;
        asked += 1;
        if (asked === 1) await scene.plant();
        scene.github.repository.runsUnderWay.clear();
      },
    });
    const base = scene.commit();
    scene.github.repository.runsUnderWay.set(base, 'Evals');
    const end = await scene.gate(
      scene.openPullRequest(),
      {},
      { inputs: { 'baseline-wait': '0.5' } },
    );
    expect(asked).toBeGreaterThan(0);
    expect(end.code).toBe(3);
  });
});

test('a committed baseline is read from the base commit, never from the working tree', async () => {
  scene = await Scene.open();
  const events: RunEvent[] = [];
  const folder = join(scene.folder.path, 'unused');
  writeRun(folder, {
    commit: scene.commit(),
    change: (all) => {
      events.push(...all);
      return all;
    },
  });
  const baseline = toBaseline(foldRun(events), { set: 'support', target: 'bot' });
  if (baseline === undefined) throw new Error('no baseline');
  const path = 'evals/baselines/support/bot.jsonl';
  git(scene.project.work, 'checkout', '-q', 'main');
  scene.project.commit({ [path]: formatBaseline(baseline) });
  git(scene.project.work, 'push', '-q', 'origin', 'main');
  const pull = scene.openPullRequest({ [path]: 'forged' });
  writeFileSync(join(scene.project.work, path), 'forged again');
  const end = await scene.gate(pull, { passes: twentyFail }, { inputs: { baseline: 'file' } });
  expect([end.code, end.outputs['verdict']]).toEqual([1, 'fail']);
});

test('baseline: none says where it looked', async () => {
  scene = await Scene.open();
  await scene.record();
  const sha = scene.commit();
  const inputs = { mode: 'gate', results: 'recorded', baseline: 'none' };
  const end = await scene.step({ event: 'push', payload: branchEvent(), sha, inputs });
  expect(end.code).toBe(3);
});

describe('a 404 is never an absent baseline, also where floors may stand in for one', () => {
  const floors = {
    'pawl.yaml':
      'targets:\n  bot: { provider: recorded, outputs: recorded.jsonl }\ngate: { margin: 0.1, onMissingBaseline: floors, minimum: { equals: 0.1 } }\n',
  };
  const notFound = { status: 404, body: { message: 'Not Found' } };

  /** Which request of the gate goes wrong; the record is planted before. */
  async function gateWith(hidden: RegExp): Promise<StepEnd> {
    let isHiding = false;
    scene = await Scene.open({
      fault: ({ path }) => (isHiding && hidden.test(path) ? notFound : undefined),
    });
    scene.project.commit(floors);
    git(scene.project.work, 'push', '-q', 'origin', 'main');
    await scene.plant();
    const pull = scene.openPullRequest();
    isHiding = true;
    return scene.gate(pull, { passes: twentyFail });
  }

  test.each([
    ['the list of records', /\/git\/matching-refs\//],
    ['the record’s commit', /\/git\/commits\//],
    ['the record’s files', /\/git\/(trees|blobs)\//],
  ])('%s', async (_name, hidden) => {
    const end = await gateWith(hidden);
    expect([end.code, end.outputs['verdict']]).toEqual([3, 'inconclusive']);
    expect(end.summary).toContain('GitHub answered 404');
    expect(end.summary).not.toContain('floors');
  });
});
