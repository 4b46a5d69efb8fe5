import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, test, vi } from 'vitest';

import { pullRequestEvent } from './events.ts';
import { git, writeRun } from './project.ts';
import { Scene, twentyFail } from './scene.ts';
import type { PullRequest } from './scene.ts';
import type { Step, StepEnd } from './start-bundle.ts';

vi.setConfig({ testTimeout: 60_000 });

let scene: Scene;

afterEach(() => scene.close());

/** Installs a `pawl` that behaves as a script says. */
function installPawl(script: string): void {
  const home = join(scene.project.work, 'node_modules/pawl');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{"type":"module","bin":{"pawl":"pawl.js"}}');
  writeFileSync(join(home, 'pawl.js'), script);
}

const says = (runId: string): string =>
  `console.log(JSON.stringify({ runId: ${JSON.stringify(runId)} }));`;

function auto(pull: PullRequest, more: Partial<Step> = {}): Promise<StepEnd> {
  const payload = pullRequestEvent({ headSha: pull.head, baseSha: pull.base });
  return scene.step({ event: 'pull_request', payload, sha: pull.merge, ...more });
}

/** A run that lies ready in `.pawl`, as if the installed `pawl` had just made it. */
function readyRun(pull: PullRequest): void {
  const shape = { commit: pull.merge, request: 'v2', passes: twentyFail };
  writeRun(join(scene.project.work, '.pawl/runs'), shape);
}

describe('one job that runs and gates', () => {
  test('begins its check run before it measures, and completes the same one', async () => {
    const seen: string[] = [];
    scene = await Scene.open({
      before: async ({ method, path }) => {
        if (!path.includes('/check-runs')) return;
        const measured = existsSync(join(scene.project.work, 'results/measured'));
        seen.push(`${method} ${measured ? 'after' : 'before'} the run`);
      },
    });
    await scene.plant();
    const pull = scene.openPullRequest();
    readyRun(pull);
    mkdirSync(join(scene.project.work, 'results'));
    const mark = `import { writeFileSync } from 'node:fs'; writeFileSync('results/measured', '');`;
    installPawl(`${mark} ${says('20261120-100000-abcd')}`);
    const end = await auto(pull, { inputs: { 'check-run': 'true' } });
    expect(end.code).toBe(1);
    expect(seen).toEqual(['POST before the run', 'PATCH after the run']);
    expect(scene.github.repository.checks).toMatchObject([
      { status: 'completed', conclusion: 'failure', head_sha: pull.head },
    ]);
  });

  test('judges the run that the installed pawl made', async () => {
    scene = await Scene.open();
    await scene.plant();
    const pull = scene.openPullRequest();
    readyRun(pull);
    installPawl(`console.error(process.argv.slice(2).join(' ')); ${says('20261120-100000-abcd')}`);
    const end = await auto(pull, { inputs: { sets: 'support', 'max-cost': '2.5' } });
    expect([end.code, end.outputs['verdict']]).toEqual([1, 'fail']);
    expect(end.log).toContain('run support --json --no-color --max-cost 2.5');
  });

  test('takes no command of the runner from what the run prints', async () => {
    scene = await Scene.open();
    installPawl(`console.error('::set-output name=verdict::pass'); process.exit(2);`);
    const end = await auto(scene.openPullRequest());
    const lines = end.log.split('\n');
    const [, token] = /^::stop-commands::(pawl-[0-9a-f]{32})$/m.exec(end.log) ?? [];
    const forged = lines.indexOf('::set-output name=verdict::pass');
    expect(forged).toBeGreaterThan(lines.indexOf(`::stop-commands::${token}`));
    expect(forged).toBeLessThan(lines.indexOf(`::${token}::`));
    expect([end.code, end.outputs['verdict']]).toEqual([2, 'none']);
  });

  test('hands the run neither its token nor the files of the runner', async () => {
    scene = await Scene.open();
    installPawl(`console.error(JSON.stringify(Object.keys(process.env))); process.exit(70);`);
    const end = await auto(scene.openPullRequest(), {
      env: { OPENAI_API_KEY: 'k', GITHUB_TOKEN: 't' },
    });
    expect(end.log).toContain('OPENAI_API_KEY');
    for (const name of [
      'INPUT_GITHUB-TOKEN',
      'GITHUB_TOKEN',
      'GITHUB_OUTPUT',
      'GITHUB_STEP_SUMMARY',
    ]) {
      expect(end.log).not.toContain(`"${name}"`);
    }
    expect(end.code).toBe(70);
  });

  test('is red when the run leaves nothing behind', async () => {
    scene = await Scene.open();
    installPawl(says('20261120-999999-ffff'));
    const end = await auto(scene.openPullRequest());
    expect([end.code, end.outputs['verdict']]).toEqual([3, 'none']);
    expect(scene.comments()[0]).toContain('no results of this run');
  });

  test('is red with one sentence where pawl is not installed', async () => {
    scene = await Scene.open();
    const end = await auto(scene.openPullRequest());
    expect(end.code).toBe(2);
    expect(end.outputs['summary']).toBe('The package `pawl` is not installed in this project.');
  });

  test('never leaves the comment at running when it is cancelled', async () => {
    scene = await Scene.open();
    installPawl(`process.on('SIGINT', () => process.exit(130)); setInterval(() => {}, 1000);`);
    const pull = scene.openPullRequest();
    const inputs = { comment: 'always' };
    const end = await auto(pull, { inputs, interruptAfterMs: 1500 });
    expect([end.code, end.outputs['verdict']]).toEqual([130, 'none']);
    expect(scene.comments()).toHaveLength(1);
    expect(scene.comments()[0]).toContain('state=done');
    expect(scene.comments()[0]).toContain('cancelled');
  });

  test('takes names with shell syntax as names', async () => {
    scene = await Scene.open();
    installPawl('process.exit(2);');
    const { work } = scene.project;
    const pull = scene.openPullRequest();
    const payload = pullRequestEvent({
      headSha: pull.head,
      baseSha: pull.base,
      headRef: '$(touch pwned)`id`',
    });
    await scene.step({ event: 'pull_request', payload, sha: pull.merge });
    expect(git(work, 'status', '--short')).toBe('');
  });
});

describe('a later attempt', () => {
  const attempt = { env: { GITHUB_RUN_ATTEMPT: '2' }, inputs: { mode: 'run', results: 'results' } };
  const unfinished = (all: readonly unknown[]): readonly unknown[] => all.slice(0, 20);
  const listen = `console.error('asked: ' + process.argv.slice(2).join(' '));`;

  test('goes on with the run that the earlier one left', async () => {
    scene = await Scene.open();
    const pull = scene.openPullRequest();
    const shape = { commit: pull.merge, change: unfinished };
    writeRun(join(scene.project.work, 'results'), shape);
    installPawl(`${listen} ${says('20261120-100000-abcd')}`);
    const end = await auto(pull, attempt);
    expect(end.log).toContain('asked: run --resume 20261120-100000-abcd --json');
    expect(end.code).toBe(0);
    const first = await auto(pull, { inputs: attempt.inputs });
    expect(first.log).toContain('asked: run --json');
  });

  test('begins anew where pawl finds another plan, and where the run is of another commit or whole', async () => {
    scene = await Scene.open();
    const pull = scene.openPullRequest();
    writeRun(join(scene.project.work, 'results'), { commit: pull.merge, change: unfinished });
    installPawl(
      `${listen} if (process.argv.includes('--resume')) process.exit(2); ${says('20261120-100000-abcd')}`,
    );
    writeRun(join(scene.project.work, '.pawl/runs'), { commit: pull.merge });
    const end = await auto(pull, attempt);
    expect(end.log).toContain('cannot be gone on with; the run begins anew');
    expect(end.log).toContain('asked: run --json');
    expect(end.code).toBe(0);
    for (const shape of [{ commit: pull.merge }, { commit: pull.base, change: unfinished }]) {
      writeRun(join(scene.project.work, 'results'), shape);
      expect((await auto(pull, attempt)).log).not.toContain('--resume');
    }
  });
});

describe('the surroundings', () => {
  test('may lack a step summary, a results folder and the usual host', async () => {
    scene = await Scene.open();
    const env = {
      GITHUB_STEP_SUMMARY: '',
      RUNNER_TEMP: '',
      GITHUB_SERVER_URL: 'https://github.example.com',
    };
    const end = await scene.gate(scene.openPullRequest(), undefined, { env });
    expect([end.code, end.outputs['verdict']]).toEqual([3, 'none']);
    expect(end.log).toContain('There are no results of this run to judge.');
    expect(scene.comments()[0]).toContain('https://github.example.com/o/r/actions/runs/7');
  });

  test.each(['GITHUB_API_URL', 'GITHUB_SERVER_URL'])(
    'with a %s that is no address are refused with one sentence',
    async (name) => {
      scene = await Scene.open();
      const env = { [name]: 'not a url' };
      const end = await scene.gate(scene.openPullRequest(), {}, { env });
      expect([end.code, end.outputs['verdict']]).toEqual([2, 'none']);
      expect(end.log).toContain(`${name} is no address of a GitHub.`);
      expect(end.log).not.toMatch(/^\s+at /m);
    },
  );

  test('whose summary cannot be written change nothing about the verdict', async () => {
    scene = await Scene.open();
    await scene.plant();
    const env = { GITHUB_STEP_SUMMARY: scene.folder.path, RUNNER_TEMP: '/dev/null/temp' };
    const end = await scene.gate(scene.openPullRequest(), { passes: twentyFail }, { env });
    expect([end.code, end.outputs['verdict']]).toEqual([1, 'fail']);
    expect(end.log).toContain('The job summary could not be written: EISDIR');
    expect(end.log).toContain('The report’s files could not be written: ENOTDIR');
    expect(end.log).not.toContain('a mistake in Pawl');
  });

  test('whose outputs cannot be written are red, because no later step could read them', async () => {
    scene = await Scene.open();
    await scene.plant();
    const env = { GITHUB_OUTPUT: scene.folder.path };
    const end = await scene.gate(scene.openPullRequest(), {}, { env });
    expect(end.code).toBe(2);
    expect(end.log).toContain('The outputs of this step cannot be written: EISDIR');
    expect(end.log).not.toMatch(/^\s+at /m);
  });

  test('of another machine than a workflow are refused', async () => {
    scene = await Scene.open();
    const end = await scene.gate(scene.openPullRequest(), {}, { env: { GITHUB_REPOSITORY: '' } });
    expect(end.code).toBe(2);
    expect(end.log).toContain('GITHUB_REPOSITORY is not set.');
  });
});
