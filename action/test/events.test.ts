import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { branchEvent, mergeGroupEvent } from './events.ts';
import type { FakeOptions } from './fake/fake-github.ts';
import { caseIds, caseOf, casesFile, git } from './project.ts';
import { Scene, twentyFail } from './scene.ts';

vi.setConfig({ testTimeout: 60_000 });

let scene: Scene;

const open = async (options: Partial<FakeOptions> = {}): Promise<void> => {
  scene = await Scene.open(options);
};

afterEach(() => scene.close());

describe('on a pull request of the same repository', () => {
  test('a change that makes the set worse is red, with one comment that later turns green', async () => {
    await open();
    expect((await scene.record()).log).toContain('support on bot: created');
    const pull = scene.openPullRequest();
    const red = await scene.gate(pull, { passes: twentyFail });
    expect([red.code, red.outputs['verdict'], red.outputs['exit-code']]).toEqual([1, 'fail', '1']);
    expect(scene.comments()).toHaveLength(1);
    expect(red.summary).toContain('support');
    expect(red.log).toContain('::error title=Pawl');
    const green = await scene.gate(pull, {}, { env: { GITHUB_RUN_ID: '8' } });
    expect([green.code, green.outputs['verdict']]).toEqual([0, 'pass']);
    expect(scene.comments()).toHaveLength(1);
    expect(scene.comments()[0]).toContain('run=8.1');
  });

  test('a change that makes nothing worse is green, and says nothing', async () => {
    await open();
    await scene.plant();
    const end = await scene.gate(scene.openPullRequest(), {});
    expect([end.code, scene.comments()]).toEqual([0, []]);
  });

  test('a set with a history shows its course, with a bounded number of requests', async () => {
    await open();
    await scene.plant();
    for (let at = 0; at < 14; at += 1) {
      scene.project.commit({ 'notes.md': String(at) });
      await scene.plant();
    }
    git(scene.project.work, 'push', '-q', 'origin', 'main');
    const before = scene.github.calls.length;
    await scene.gate(scene.openPullRequest(), { passes: twentyFail });
    expect(scene.comments()[0]).toMatch(/`█{12}[^█]`/);
    const asked = scene.github.calls.slice(before).map(({ path }) => path);
    expect(asked.filter((path) => path.includes('/git/commits/')).length).toBeLessThan(15);
  });

  test('each annotation stands on the line of its case in the tested tree', async () => {
    await open();
    await scene.plant();
    const end = await scene.gate(scene.openPullRequest(), { passes: (id) => id !== 'case-004' });
    expect(end.code).toBe(0);
    const red = await scene.gate(scene.openPullRequest(), { passes: twentyFail });
    const lines = red.log.split('\n').filter((line) => line.startsWith('::error'));
    expect(lines).toHaveLength(10);
    expect(lines[4]).toContain('file=evals/support/cases.jsonl,line=5');
  });

  test('rewritten cases that could hide a loss leave the verdict in doubt, and are the new ruler once merged', async () => {
    await open();
    await scene.plant();
    const ask = (id: string): string => `${/-01.$/.test(id) ? 'Which' : 'What'} is ${id}?`;
    const rewritten = casesFile(caseIds(60).map((id) => caseOf(id, ask)));
    const files = { 'evals/support/cases.jsonl': rewritten };
    const end = await scene.gate(scene.openPullRequest(files), { ask });
    expect([end.code, end.outputs['verdict']]).toEqual([3, 'inconclusive']);
    git(scene.project.work, 'checkout', '-q', 'main');
    scene.project.commit(files);
    const merged = await scene.record({ ask });
    expect(merged.log).toContain('support on bot: created');
  });

  test('without a baseline it is inconclusive, never green', async () => {
    await open();
    const end = await scene.gate(scene.openPullRequest(), {});
    expect([end.code, end.outputs['verdict']]).toEqual([3, 'inconclusive']);
    expect(scene.comments()).toHaveLength(1);
  });

  test('a token that may not comment changes nothing but a warning with the permission to add', async () => {
    await open();
    await scene.plant();
    await scene.close();
    await open({ permissions: [] });
    const end = await scene.gate(scene.openPullRequest(), {});
    expect(end.code).toBe(3);
    expect(end.summary).not.toBe('');
    const warnings = end.log.split('\n').filter((line) => line.startsWith('::warning::'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('permissions:%0A  contents: read%0A  pull-requests: write');
  });

  test('a check run on the head is begun and completed where it is asked for', async () => {
    await open();
    await scene.plant();
    const pull = scene.openPullRequest();
    await scene.gate(pull, { passes: twentyFail }, { inputs: { 'check-run': 'true' } });
    expect(scene.github.repository.checks).toMatchObject([
      { head_sha: pull.head, status: 'completed', conclusion: 'failure' },
    ]);
  });
});

describe.each([
  ['a fork', { shape: { headRepo: 'stranger/r' } }, 'comes from a fork'],
  ['a deleted fork', { shape: { headRepo: null } }, 'comes from a fork'],
  ['Dependabot', { env: { GITHUB_ACTOR: 'dependabot[bot]' } }, 'was made by Dependabot'],
] as const)('on a pull request of %s', (_name, more, words) => {
  beforeEach(async () => {
    await open({ permissions: [] });
  });

  test('without results the job is red with one plain sentence and no comment is tried', async () => {
    const end = await scene.gate(scene.openPullRequest(), undefined, more);
    expect(end.code).toBe(3);
    expect(end.outputs['verdict']).toBe('none');
    expect(end.summary).toContain(words);
    expect(end.log).not.toMatch(/^ {4}at /m);
    expect(scene.github.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('a run that needed no key is judged', async () => {
    const end = await scene.gate(scene.openPullRequest(), {}, more);
    expect(end.outputs['verdict']).toBe('inconclusive');
  });
});

describe('elsewhere', () => {
  test('a merge group is held against its own base', async () => {
    await open();
    await scene.plant();
    const { base, merge } = scene.openPullRequest();
    const payload = mergeGroupEvent(merge, base);
    const inputs = { mode: 'gate', results: 'results' };
    await scene.gate({ head: merge, base, merge }, { passes: twentyFail });
    const end = await scene.step({ event: 'merge_group', payload, sha: merge, inputs });
    expect(end.code).toBe(1);
  });

  test.each(['push', 'schedule', 'workflow_dispatch'])(
    '%s is held against the first parent',
    async (event) => {
      await open();
      await scene.plant();
      const sha = scene.project.commit({ 'prompt.md': 'Be brief.' });
      git(scene.project.work, 'push', '-q', 'origin', 'main');
      await scene.record({ request: 'v2', passes: twentyFail }, { inputs: { mode: 'gate' } });
      const inputs = { mode: 'gate', results: 'recorded' };
      const end = await scene.step({ event, payload: branchEvent(event), sha, inputs });
      expect([end.code, scene.comments()]).toEqual([1, []]);
    },
  );

  test.each(['workflow_run', 'issue_comment', 'release'])('%s is refused', async (event) => {
    await open();
    const end = await scene.step({ event, payload: branchEvent(), sha: scene.commit() });
    expect(end.code).toBe(2);
    expect(end.log).toContain(`The gate does not run on \`${event}\``);
  });

  test('pull_request_target with the head of a fork is refused', async () => {
    await open();
    const end = await scene.gate(
      scene.openPullRequest(),
      {},
      {
        event: 'pull_request_target',
        shape: { headRepo: 'stranger/r' },
      },
    );
    expect(end.code).toBe(2);
    expect(end.log).toContain('holds secrets while the pull request comes from a fork');
  });

  test('pull_request_target judges a fork as data where the workflow says so, and can comment', async () => {
    await open();
    await scene.plant();
    const end = await scene.gate(
      scene.openPullRequest(),
      { passes: twentyFail },
      {
        event: 'pull_request_target',
        shape: { headRepo: 'stranger/r' },
        inputs: { mode: 'gate', results: 'results', 'allow-fork-head': 'true' },
      },
    );
    expect([end.code, scene.comments().length]).toEqual([1, 1]);
  });

  test('a pull request stores no baseline', async () => {
    await open();
    const end = await scene.gate(scene.openPullRequest(), {}, { inputs: { mode: 'record' } });
    expect(end.code).toBe(2);
    expect(git(scene.project.origin, 'for-each-ref', 'refs/pawl')).toBe('');
  });
});
