import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { tempFolder } from '../../action/test/bench.ts';
import { branchEvent, pullRequestEvent } from '../../action/test/events.ts';
import { startFakeGitHub } from '../../action/test/fake/fake-github.ts';
import type { FakeGitHub } from '../../action/test/fake/fake-github.ts';
import { git } from '../../action/test/project.ts';
import { startBundle } from '../../action/test/start-bundle.ts';
import type { Step, StepEnd } from '../../action/test/start-bundle.ts';

/** What a pull request gets to see. */
export interface Played {
  readonly end: StepEnd;
  readonly comment: string;
  /** The check run, where one was asked for. */
  readonly check: Readonly<Record<string, unknown>>;
}

/** A project in a repository of its own, a GitHub on loopback that serves it, and the built action. */
export class Stage {
  readonly work: string;
  readonly github: FakeGitHub;
  readonly #folder: ReturnType<typeof tempFolder>;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(
    github: FakeGitHub,
    folder: ReturnType<typeof tempFolder>,
    env: Readonly<Record<string, string>>,
  ) {
    this.github = github;
    this.#folder = folder;
    this.#env = env;
    this.work = join(folder.path, 'work');
  }

  /** Opens an empty project in which `pawl` is this checkout's command. */
  static async open(cli: string, env: Readonly<Record<string, string>> = {}): Promise<Stage> {
    const folder = tempFolder();
    const origin = join(folder.path, 'origin.git');
    const work = join(folder.path, 'work');
    const home = join(work, 'node_modules', 'pawl');
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{"type":"module","bin":{"pawl":"pawl.js"}}');
    writeFileSync(join(home, 'pawl.js'), `await import(${JSON.stringify(cli)});\n`);
    git(folder.path, 'init', '-q', '--bare', '-b', 'main', origin);
    git(work, 'init', '-q', '-b', 'main');
    git(work, 'remote', 'add', 'origin', origin);
    return new Stage(await startFakeGitHub({ gitDir: origin }), folder, env);
  }

  async close(): Promise<void> {
    await this.github.close();
    this.#folder.remove();
  }

  commitAll(message: string): string {
    git(this.work, 'add', '-A');
    git(this.work, 'commit', '-q', '-m', message);
    return git(this.work, 'rev-parse', 'HEAD');
  }

  step(more: Pick<Step, 'event' | 'payload' | 'sha' | 'inputs'>): Promise<StepEnd> {
    return startBundle({
      folder: this.#folder.path,
      workspace: this.work,
      apiUrl: this.github.url,
      ...more,
      env: this.#env,
    });
  }

  /** A push to `main`, which is measured and stored. */
  async pushMain(message: string): Promise<void> {
    const sha = this.commitAll(message);
    git(this.work, 'push', '-q', 'origin', 'main');
    for (const mode of ['run', 'record']) {
      const end = await this.step({ event: 'push', payload: branchEvent(), sha, inputs: { mode } });
      if (end.code !== 0) throw new Error(`${mode} ended with ${end.code}:\n${end.log}`);
    }
  }

  /** A pull request with one change, as one job that runs and gates. */
  async playPullRequest(message: string, change: () => void): Promise<Played> {
    const { work, github } = this;
    rmSync(join(work, '.pawl', 'runs'), { recursive: true, force: true });
    github.repository.comments.kept.clear();
    github.repository.checks.length = 0;
    git(work, 'checkout', '-q', '-B', 'change', 'main');
    const baseSha = git(work, 'rev-parse', 'main');
    change();
    const headSha = this.commitAll(message);
    git(work, 'checkout', '-q', '--detach', 'main');
    git(work, 'merge', '-q', '--no-ff', '-m', 'Merge change into main', 'change');
    git(work, 'push', '-q', '-f', 'origin', 'HEAD:refs/pull/5/merge', 'change');
    github.repository.headSha = headSha;
    const end = await this.step({
      event: 'pull_request',
      payload: pullRequestEvent({ headSha, baseSha }),
      sha: git(work, 'rev-parse', 'HEAD'),
      inputs: { comment: 'always', 'check-run': 'true' },
    });
    const [comment] = github.repository.comments.kept.values();
    return { end, comment: comment?.body ?? '', check: github.repository.checks[0] ?? {} };
  }

  /** The same pull request from a fork: its evals were skipped, and the gate finds no results. */
  playFork(): Promise<StepEnd> {
    rmSync(join(this.work, '.pawl'), { recursive: true, force: true });
    const headSha = git(this.work, 'rev-parse', 'change');
    const baseSha = git(this.work, 'rev-parse', 'main');
    const payload = pullRequestEvent({ headSha, baseSha, headRepo: 'stranger/r' });
    const sha = git(this.work, 'rev-parse', 'HEAD');
    return this.step({ event: 'pull_request', payload, sha, inputs: { mode: 'gate' } });
  }
}
