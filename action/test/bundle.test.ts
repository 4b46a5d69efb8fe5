import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { tempFolder } from './bench.ts';
import { branchEvent, mergeGroupEvent, pullRequestEvent } from './events.ts';
import { startFakeGitHub } from './fake/fake-github.ts';
import type { FakeGitHub, FakeOptions } from './fake/fake-github.ts';
import { git, makeProject, writeRun } from './project.ts';
import type { Project, RunShape } from './project.ts';
import { startBundle } from './start-bundle.ts';
import type { Step, StepEnd } from './start-bundle.ts';

vi.setConfig({ testTimeout: 30_000 });

const bot = 'github-actions[bot]';
let folder: ReturnType<typeof tempFolder>;
let project: Project;
let github: FakeGitHub;
let base: string;

beforeEach(() => {
  folder = tempFolder();
  project = makeProject(folder.path);
  base = git(project.work, 'rev-parse', 'HEAD');
});

afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
  folder.remove();
});

async function start(options: Partial<FakeOptions> = {}): Promise<void> {
  github = await startFakeGitHub({ gitDir: project.origin, ...options });
}

function step(more: Partial<Step> & Pick<Step, 'event' | 'payload' | 'sha'>): Promise<StepEnd> {
  return startBundle({ folder: folder.path, workspace: project.work, apiUrl: github.url, ...more });
}

/** Records a run of `main` as its push does. */
function recordMain(run: Partial<RunShape> = {}): Promise<StepEnd> {
  const sha = git(project.work, 'rev-parse', 'HEAD');
  writeRun(join(project.work, '.pawl/runs'), { commit: sha, ...run });
  return step({ event: 'push', payload: branchEvent(), sha, inputs: { mode: 'record' } });
}

/** A pull request whose head worsens some cases; the workspace holds GitHub's test merge. */
function openPullRequest(): { readonly head: string; readonly merge: string } {
  git(project.work, 'checkout', '-q', '-b', 'change');
  const head = project.commit({ 'prompt.md': 'Be brief.' });
  git(project.work, 'checkout', '-q', '--detach', 'main');
  git(project.work, 'merge', '-q', '--no-ff', '-m', 'merge', 'change');
  const merge = git(project.work, 'rev-parse', 'HEAD');
  git(project.work, 'push', '-q', 'origin', 'HEAD:refs/pull/5/merge', 'change');
  github.repository.headSha = head;
  return { head, merge };
}

function gatePullRequest(run: Partial<RunShape>, more: Partial<Step> = {}): Promise<StepEnd> {
  const { head, merge } = openPullRequest();
  writeRun(join(project.work, 'results'), { commit: merge, request: 'v2', ...run });
  const inputs = { mode: 'gate', results: 'results', ...more.inputs };
  const payload = pullRequestEvent({ headSha: head, baseSha: base });
  return step({ event: 'pull_request', payload, sha: merge, ...more, inputs });
}

const worse = (id: string): boolean => Number(id.slice(-3)) >= 20;
const comments = (): readonly string[] =>
  github.repository.comments.by(bot).map(({ body }) => body);

describe('the gate on a pull request', () => {
  test('is red, and says so once, when the change makes the set worse', async () => {
    await start();
    const recorded = await recordMain();
    expect([recorded.code, recorded.log]).toEqual([0, expect.stringContaining('created')]);
    const end = await gatePullRequest({ passes: worse });
    expect(end.log).not.toContain('mistake in Pawl');
    expect([end.code, end.outputs['verdict'], end.outputs['exit-code']]).toEqual([1, 'fail', '1']);
    expect(comments()).toHaveLength(1);
    expect(end.summary).toContain('support');
    expect(end.log).toContain('::error');
  });

  test('is green without a comment when nothing got worse', async () => {
    await start();
    await recordMain();
    const end = await gatePullRequest({});
    expect([end.code, end.outputs['verdict']]).toEqual([0, 'pass']);
    expect(comments()).toEqual([]);
  });
});
