import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, test, vi } from 'vitest';

import { findBaseCommit } from '../src/baseline/base-commit.ts';
import { openGit } from '../src/git.ts';
import { apiOf } from './bench.ts';
import { branchEvent } from './events.ts';
import { caseOf, casesFile, git, writeRun } from './project.ts';
import { Scene, twentyFail } from './scene.ts';
import type { PullRequest } from './scene.ts';
import type { StepEnd } from './start-bundle.ts';

vi.setConfig({ testTimeout: 60_000 });

let scene: Scene;

afterEach(() => scene.close());

const looser = {
  'pawl.yaml':
    'targets:\n  bot: { provider: recorded, outputs: recorded.jsonl }\ngate: { margin: 0.9, onInconclusive: warn }\n',
};

/** Opens a pull request that also takes files away. */
function openWithout(path: string): PullRequest {
  rmSync(join(scene.project.work, path), { recursive: true });
  const { work } = scene.project;
  git(work, 'checkout', '-q', '-B', 'change');
  return scene.openPullRequestFrom(scene.project.commit({}));
}

/** A scheduled or hand-started gate of the checked-out commit. */
function gateBranch(event: string, env: Readonly<Record<string, string>> = {}): Promise<StepEnd> {
  const inputs = { mode: 'gate', results: 'results' };
  return scene.step({ event, payload: branchEvent(event), sha: scene.commit(), inputs, env });
}

describe('the gate is not fooled by', () => {
  test('results of the base on pull_request_target', async () => {
    scene = await Scene.open();
    await scene.plant();
    const pull = scene.openPullRequest();
    writeRun(join(scene.project.work, 'results'), { commit: pull.base });
    const more = { event: 'pull_request_target', sha: pull.base };
    const end = await scene.gate(pull, undefined, more);
    expect([end.code, end.outputs['verdict']]).toEqual([3, 'none']);
    expect(end.summary).toContain('those of another run');
  });

  test('a pull request that deletes the set it makes worse', async () => {
    scene = await Scene.open();
    scene.project.commit({
      'evals/other/set.yaml':
        'name: other\nversion: 1.0.0\nowner: "@team"\ntargets: [bot]\nscorers: [{ equals: x }]\n',
      'evals/other/cases.jsonl': casesFile([caseOf('case-000')]),
    });
    git(scene.project.work, 'push', '-q', 'origin', 'main');
    await scene.plant();
    const pull = openWithout('evals/support');
    const other = (events: readonly unknown[]): readonly unknown[] =>
      JSON.parse(JSON.stringify(events).replaceAll('support', 'other'));
    const end = await scene.gate(pull, { count: 1, change: other });
    expect([end.code, end.outputs['verdict']]).toEqual([1, 'fail']);
    expect(scene.comments()[0]).toContain('support');
  });

  test('one case that was asked something else under its name', async () => {
    scene = await Scene.open();
    await scene.plant();
    const ask = (id: string): string => (id === 'case-007' ? 'Easy?' : `What is ${id}?`);
    const end = await scene.gate(scene.openPullRequest(), { ask });
    expect([end.code, end.outputs['verdict']]).toEqual([3, 'none']);
    expect(end.summary).toContain('1 case of');
    expect(end.summary).toContain('with another content');
  });

  test('a tested commit without readable definitions', async () => {
    scene = await Scene.open();
    await scene.plant();
    const gone = await scene.gate(openWithout('pawl.yaml'), {});
    expect([gone.code, gone.outputs['verdict']]).toEqual([3, 'none']);
    expect(gone.summary).toContain('pawl.yaml');
    git(scene.project.work, 'checkout', '-q', '--detach', 'main');
    const broken = scene.openPullRequest({ 'evals/support/set.yaml': 'name: [' });
    expect((await scene.gate(broken, {})).summary).toContain('evals/support/set.yaml');
  });

  test('earlier commits of a branch that loosen the rules before a push or a start by hand', async () => {
    scene = await Scene.open();
    await scene.plant();
    const { work } = scene.project;
    git(work, 'checkout', '-q', '-b', 'feature');
    scene.project.commit(looser);
    const commit = scene.project.commit({ 'prompt.md': 'Be brief.' });
    git(work, 'push', '-q', 'origin', 'feature');
    writeRun(join(work, 'results'), { commit, request: 'v2', passes: twentyFail });
    const env = { GITHUB_REF: 'refs/heads/feature' };
    for (const event of ['push', 'workflow_dispatch']) {
      expect((await gateBranch(event, env)).code).toBe(1);
    }
  });
});

describe('the base commit', () => {
  test('follows what was measured, not what the gate has checked out', async () => {
    scene = await Scene.open();
    const fork = scene.commit();
    const early = scene.openPullRequest();
    git(scene.project.work, 'checkout', '-q', 'main');
    const moved = scene.project.commit({ 'notes.md': 'later' });
    git(scene.project.work, 'push', '-q', 'origin', 'main');
    git(scene.project.work, 'merge', '-q', '--no-ff', '-m', 'merge', 'change');
    git(scene.project.work, 'push', '-q', '-f', 'origin', 'HEAD:refs/pull/5/merge');
    const merge = scene.commit();
    const trigger = {
      kind: 'pull-request',
      event: 'pull_request',
      number: 5,
      headSha: early.head,
      headRef: 'change',
      baseRef: 'main',
      baseSha: fork,
      author: 'alice',
    } as const;
    const from = { git: openGit('/nowhere'), api: apiOf(scene.github.url) };
    expect(await findBaseCommit(trigger, merge, from)).toEqual({
      commit: moved,
      rule: 'merge-parent',
    });
    const here = { ...from, git: openGit(scene.project.work) };
    expect(await findBaseCommit(trigger, early.head, here)).toEqual({
      commit: fork,
      rule: 'merge-base',
    });
  });
});

describe('a scheduled run', () => {
  test('is held against the same commit’s record, so that what drifted does not hide behind a gain', async () => {
    scene = await Scene.open();
    await scene.plant({ passes: twentyFail });
    const sha = scene.project.commit({ 'prompt.md': 'Better.' });
    git(scene.project.work, 'push', '-q', 'origin', 'main');
    await scene.plant();
    writeRun(join(scene.project.work, 'results'), {
      commit: sha,
      request: 'v2',
      passes: (id) => Number(id.slice(-3)) >= 15,
    });
    expect((await gateBranch('push')).code).toBe(0);
    expect((await gateBranch('schedule')).code).toBe(1);
  });

  test('keeps the baseline of a branch that rests fresh, and stores nothing beside a young one', async () => {
    scene = await Scene.open();
    await scene.plant({ at: '2026-11-10T11:00:00.000Z' });
    const again = { event: 'schedule' };
    const young = await scene.record({ at: '2026-11-13T11:00:00.000Z', request: 'v2' }, again);
    expect(young.log).toContain('support on bot: already-there');
    const late = await scene.record({ at: '2026-11-20T11:00:00.000Z', request: 'v2' }, again);
    expect(late.log).toContain('support on bot: created');
    const refs = git(scene.project.origin, 'for-each-ref', '--format=%(refname)', 'refs/pawl');
    expect(refs.split('\n')).toHaveLength(4);
    const end = await scene.gate(scene.openPullRequest(), {});
    expect(scene.comments()).toEqual([]);
    expect(end.code).toBe(0);
    expect(end.summary).not.toContain('stale');
  });
});

test('a baseline that is awaited for one set is not awaited again for the next', async () => {
  scene = await Scene.open();
  writeFileSync(join(scene.project.work, 'unused'), '');
  const pull = scene.openPullRequest();
  scene.github.repository.runsUnderWay.set(pull.base, 'Evals');
  const two = (events: readonly unknown[]): readonly unknown[] => {
    const text = JSON.stringify(events).replace('"targets":["bot"]', '"targets":["bot","tob"]');
    return JSON.parse(text.replace('"planned":60', '"planned":120'));
  };
  const begun = Date.now();
  const inputs = { mode: 'gate', results: 'results', 'baseline-wait': '0.02' };
  const end = await scene.gate(pull, { change: two }, { inputs });
  expect(end.log.match(/Waiting for the run/g)).toHaveLength(1);
  expect(Date.now() - begun).toBeGreaterThan(1000);
});
