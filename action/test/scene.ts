import { join } from 'node:path';

import { foldRun, formatBaseline } from '@pawl/core';
import { toBaseline } from '@pawl/gate';

import { meansOf } from '../src/baseline/read-trends.ts';
import type { RecordNote } from '../src/baseline/record-note.ts';
import { openRefStore } from '../src/baseline/ref-store.ts';
import { apiOf, tempFolder } from './bench.ts';
import { branchEvent, pullRequestEvent } from './events.ts';
import type { PullRequestShape } from './events.ts';
import { startFakeGitHub } from './fake/fake-github.ts';
import type { FakeGitHub, FakeOptions } from './fake/fake-github.ts';
import { eventsOf, git, makeProject, writeRun } from './project.ts';
import type { Project, RunShape } from './project.ts';
import { startBundle } from './start-bundle.ts';
import type { Step, StepEnd } from './start-bundle.ts';

/** The name under which a workflow's token writes. */
const bot = 'github-actions[bot]';

/** A project, a GitHub that serves it, and the bundle to start between them. */
export class Scene {
  readonly folder: ReturnType<typeof tempFolder>;
  readonly project: Project;
  readonly github: FakeGitHub;

  private constructor(github: FakeGitHub, folder: Scene['folder'], project: Project) {
    this.github = github;
    this.folder = folder;
    this.project = project;
  }

  /** Sets a scene up. */
  static async open(options: Partial<FakeOptions> = {}): Promise<Scene> {
    const folder = tempFolder();
    const project = makeProject(folder.path);
    return new Scene(
      await startFakeGitHub({ gitDir: project.origin, ...options }),
      folder,
      project,
    );
  }

  /** The same project behind another GitHub. */
  static async reopen(
    { folder, project }: Pick<Scene, 'folder' | 'project'>,
    options: Partial<FakeOptions>,
  ): Promise<Scene> {
    const github = await startFakeGitHub({ gitDir: project.origin, ...options });
    return new Scene(github, folder, project);
  }

  /** Takes it down; a request or an answer that broke GitHub's description fails the test. */
  async close(): Promise<void> {
    await this.github.close();
    this.folder.remove();
    const [violation] = this.github.violations;
    if (violation !== undefined) throw new Error(violation);
  }

  step(more: Partial<Step> & Pick<Step, 'event' | 'payload' | 'sha'>): Promise<StepEnd> {
    const { folder, project, github } = this;
    return startBundle({
      folder: folder.path,
      workspace: project.work,
      apiUrl: github.url,
      ...more,
    });
  }

  /** The commit that is checked out. */
  commit(): string {
    return git(this.project.work, 'rev-parse', 'HEAD');
  }

  /** Records a run of the checked-out commit, as a push to `main` does. */
  record(run: Partial<RunShape> = {}, more: Partial<Step> = {}): Promise<StepEnd> {
    const sha = this.commit();
    writeRun(join(this.project.work, 'recorded'), { commit: sha, ...run });
    const inputs = { mode: 'record', results: 'recorded', ...more.inputs };
    return this.step({ event: 'push', payload: branchEvent(), sha, ...more, inputs });
  }

  /** Stores a baseline of the checked-out commit, as an earlier run on `main` did. */
  async plant(run: Partial<RunShape> = {}): Promise<void> {
    const commit = this.commit();
    const record = foldRun(eventsOf({ commit, ...run }));
    const baseline = toBaseline(record, { set: 'support', target: 'bot' });
    if (baseline === undefined) throw new Error('The run has no such cell');
    const note: RecordNote = {
      format: 1,
      set: 'support',
      target: 'bot',
      commit,
      tree: git(this.project.work, 'rev-parse', 'HEAD^{tree}'),
      runId: record.runId,
      at: record.startedAt,
      verdict: 'restart',
      event: 'push',
      repository: 'o/r',
      whole: true,
      waivers: [],
      runUrl: 'https://github.com/o/r/actions/runs/1',
    };
    const store = openRefStore(apiOf(this.github.url), 'support', 'bot');
    await store.write({ note, baseline: formatBaseline(baseline), means: meansOf(record, note) });
  }

  /** Opens a pull request with these files; the workspace then holds GitHub's test merge. */
  openPullRequest(
    files: Readonly<Record<string, string>> = { 'prompt.md': 'Be brief.' },
  ): PullRequest {
    git(this.project.work, 'checkout', '-q', '-B', 'change', 'main');
    return this.openPullRequestFrom(this.project.commit(files));
  }

  /** Opens a pull request of the branch `change`, whose head this is. */
  openPullRequestFrom(head: string): PullRequest {
    const { work } = this.project;
    const base = git(work, 'rev-parse', 'main');
    git(work, 'checkout', '-q', '--detach', 'main');
    git(work, 'merge', '-q', '--no-ff', '-m', 'merge', 'change');
    git(work, 'push', '-q', '-f', 'origin', 'HEAD:refs/pull/5/merge', 'change');
    this.github.repository.headSha = head;
    return { head, base, merge: this.commit() };
  }

  /** Gates a run of a pull request. */
  gate(
    pull: PullRequest,
    run: Partial<RunShape> | undefined,
    more: GateStep = {},
  ): Promise<StepEnd> {
    if (run !== undefined) {
      writeRun(join(this.project.work, 'results'), { commit: pull.merge, request: 'v2', ...run });
    }
    const { shape, ...rest } = more;
    const pullShape = { headSha: pull.head, baseSha: pull.base, ...shape };
    const payload = pullRequestEvent(pullShape, more.event);
    const inputs = { mode: 'gate', results: 'results', ...more.inputs };
    return this.step({ event: 'pull_request', payload, sha: pull.merge, ...rest, inputs });
  }

  /** Bodies of our own comments. */
  comments(): readonly string[] {
    return this.github.repository.comments.by(bot).map(({ body }) => body);
  }
}

/** The three commits of a pull request. */
export interface PullRequest {
  readonly head: string;
  readonly base: string;
  readonly merge: string;
}

/** A step of the gate, and what its event is like. */
export interface GateStep extends Partial<Step> {
  readonly shape?: Partial<PullRequestShape>;
}

/** Cases 0 to 19 fail. */
export const twentyFail = (id: string): boolean => Number(id.slice(-3)) >= 20;
