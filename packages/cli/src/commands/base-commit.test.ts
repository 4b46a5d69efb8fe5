import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test, vi } from 'vitest';

import { acceptedAdder, adderEnv } from '../../testing/adder.ts';
import { onOneLine } from '../../testing/on-one-line.ts';
import type { TestProject } from '../../testing/project.ts';
import { pawl, type Ended } from '../../testing/test-world.ts';

vi.setConfig({ testTimeout: 60_000 });

type Env = Readonly<Record<string, string>>;

/** A branch that got worse and that wrote its own values over the accepted ones, in one commit. */
async function acceptedItself(branch: string): Promise<TestProject> {
  const project = await acceptedAdder();
  if (branch !== 'main') await project.git('checkout', '-q', '-b', branch);
  await project.edit('prompts/adder.md', 'carefully', 'quickly');
  await rm(join(project.root, 'evals/baselines'), { recursive: true });
  await project.git('clean', '-qfdX');
  await project.pawl('run', '--quiet');
  // outside of its repository nothing knows what was accepted before
  const aside = join(project.root, '..', `${crypto.randomUUID()}.git`);
  await rename(join(project.root, '.git'), aside);
  expect((await project.pawl('baseline', 'accept')).code).toBe(0);
  await rename(aside, join(project.root, '.git'));
  await project.commit('Worse, and call it accepted');
  return project;
}

interface Clone {
  readonly check: (env: Env, ...args: readonly string[]) => Promise<Ended>;
  readonly root: string;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** What a CI system checks out: one commit, detached, with the refs that were fetched and no others. */
async function cloneFor(
  project: TestProject,
  refs: readonly string[],
  depth?: number,
): Promise<Clone> {
  const root = await mkdtemp(join(tmpdir(), 'pawl-clone-'));
  const git = (...args: readonly string[]): Promise<string> => project.git('-C', root, ...args);
  await git('init', '-q', '-b', 'none');
  const url = `file://${project.root}`;
  const specs = refs.map((ref) => `+refs/heads/${ref}:refs/remotes/origin/${ref}`);
  const limit = depth === undefined ? [] : [`--depth=${depth}`];
  await git('fetch', '-q', '--no-tags', ...limit, url, ...specs);
  await git('checkout', '-q', '--detach', `refs/remotes/origin/${refs[0]}`);
  return {
    root,
    check: (env, ...args) =>
      pawl({ cwd: root, env: { ...adderEnv, CI: 'true', ...env } }, 'check', ...args),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

const worse = /^✗ Worse: sums on `adder` lost 32/;

describe('in CI the baseline is the one of the base commit, whatever the branch wrote about itself', () => {
  test.each(['auto', 'file'])('with the target fetched, %s', async (baseline) => {
    await using project = await acceptedItself('feat');
    await using clone = await cloneFor(project, ['feat', 'main']);
    const { code, out } = await clone.check({}, '--baseline', baseline);
    expect(out).toMatch(worse);
    expect(code).toBe(1);
  });

  test('on the default branch it is the commit before', async () => {
    await using project = await acceptedItself('main');
    for (const baseline of ['auto', 'file']) {
      const ci = project.in({ env: { CI: 'true' } });
      const { code, out } = await ci('check', '--baseline', baseline);
      expect(out).toMatch(worse);
      expect(code).toBe(1);
    }
  });

  test('what the CI system or the variable names is taken', async () => {
    await using project = await acceptedItself('feat');
    await using clone = await cloneFor(project, ['feat']);
    const base = await project.git('rev-parse', 'main');
    const tellings: readonly Env[] = [
      { CI_MERGE_REQUEST_DIFF_BASE_SHA: base },
      { CI_MERGE_REQUEST_TARGET_BRANCH_SHA: base, CI_MERGE_REQUEST_DIFF_BASE_SHA: 'gone' },
      { PAWL_BASE: base },
    ];
    for (const env of tellings) {
      const { code, out } = await clone.check(env, '--quiet');
      expect(out).toMatch(worse);
      expect(code).toBe(1);
    }
    expect((await clone.check({}, '--quiet', '--baseline', `ref:${base}`)).code).toBe(1);
    expect((await clone.check({}, '--quiet', '--against', base)).code).toBe(1);
  });

  test.each(['CI_MERGE_REQUEST_TARGET_BRANCH_NAME', 'CHANGE_TARGET', 'GITHUB_BASE_REF'])(
    'the branch that %s names is held against, not the default one',
    async (variable) => {
      await using project = await acceptedItself('feat');
      await project.git('branch', '-q', 'release', 'main');
      await using clone = await cloneFor(project, ['feat', 'release']);
      expect((await clone.check({ [variable]: 'release' }, '--quiet')).code).toBe(1);
    },
  );

  test('two commits in one push are held against what was there before the push', async () => {
    await using project = await acceptedItself('main');
    const before = await project.git('rev-parse', 'HEAD^');
    await project.git('commit', '-q', '--allow-empty', '-m', 'Nothing more');
    const event = join(project.root, '.pawl/event.json');
    await writeFile(event, JSON.stringify({ before, repository: { default_branch: 'main' } }));
    const github = { GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: event };
    expect((await project.in({ env: github })('check', '--quiet')).code).toBe(1);
    const gitlab = { CI: 'true', CI_COMMIT_BEFORE_SHA: before, CI_DEFAULT_BRANCH: 'main' };
    expect((await project.in({ env: gitlab })('check', '--quiet')).code).toBe(1);
  });
});

describe('a base that is not known is no verdict, and says how to name it', () => {
  async function refused(clone: Clone, env: Env = {}): Promise<string> {
    const told: string[] = [];
    for (const baseline of ['auto', 'file']) {
      const { code, out } = await clone.check(env, '--quiet', '--baseline', baseline);
      expect(code).toBe(3);
      told.push(onOneLine(out));
    }
    expect(told[0]).toContain('The base commit of this change is unknown');
    expect(told[0]).toContain('--baseline ref:<commit>');
    expect(told[0]).toContain('PAWL_BASE');
    return told.join('\n');
  }

  test('in a clone that holds the branch alone, also where floors could stand in', async () => {
    await using project = await acceptedItself('feat');
    const yaml = (await project.read('pawl.yaml')).replace(/^gate:.*\n/mu, '');
    const gate = 'gate: { onMissingBaseline: floors, minimum: { number: 0.01 } }';
    await project.write('pawl.yaml', `${yaml}\n${gate}\n`);
    await project.commit('Floors');
    await using clone = await cloneFor(project, ['feat']);
    expect(await refused(clone)).toContain('no default branch');
    expect(await refused(clone, { CI_DEFAULT_BRANCH: 'main' })).toContain('no default branch');
    expect(await refused(clone, { CHANGE_TARGET: 'main' })).toContain('left main');
  });

  test('in a clone of depth 1, where the name of the base is known and nothing else', async () => {
    await using project = await acceptedItself('feat');
    await project.git('checkout', '-q', '--detach', 'main');
    await project.git('merge', '-q', '--no-ff', '-m', 'Merge', 'feat');
    await project.git('branch', '-q', 'merge');
    await using clone = await cloneFor(project, ['merge'], 1);
    expect(await refused(clone, { GITHUB_BASE_REF: 'main' })).toContain('does not hold');
  });

  test('a pull request’s own merge commit is not taken for the test merge', async () => {
    await using project = await acceptedItself('feat');
    await project.git('checkout', '-q', 'main');
    await project.git('commit', '-q', '--allow-empty', '-m', 'Elsewhere');
    await project.git('checkout', '-q', 'feat');
    await project.git('merge', '-q', '--no-ff', '-m', 'Merge main', 'main');
    await using clone = await cloneFor(project, ['feat', 'main']);
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' };
    const sha = await project.git('rev-parse', 'main');
    expect((await clone.check({ ...env, GITHUB_SHA: sha }, '--quiet')).code).toBe(1);
  });

  test('an accepted run of the branch’s own does not stand in', async () => {
    await using project = await acceptedItself('feat');
    await using clone = await cloneFor(project, ['feat']);
    const desk = { cwd: clone.root, env: adderEnv };
    await pawl(desk, 'run', '--quiet');
    expect((await pawl(desk, 'baseline', 'accept')).code).toBe(0);
    await refused(clone);
  });

  test('a name that git does not know is a mistake, before anything is run', async () => {
    await using project = await acceptedItself('feat');
    await using clone = await cloneFor(project, ['feat']);
    const { code, err } = await clone.check({ PAWL_BASE: 'origin/mian' });
    expect(err).toContain('Git knows no commit origin/mian here.');
    expect(code).toBe(2);
  });
});

test('a base whose gate names a scorer that no set has can still be mended, beside an edit of a set', async () => {
  await using project = await acceptedAdder();
  const yaml = await project.read('pawl.yaml');
  await project.write('pawl.yaml', `${yaml}\ngate: { minimum: { numbr: 0.5 } }\n`);
  await project.commit('A floor for nobody');
  await project.git('checkout', '-q', '-b', 'feat');
  expect((await project.pawl('check', '--quiet')).code).toBe(2);
  await project.edit('pawl.yaml', 'numbr', 'number');
  await project.edit('evals/sums/set.yaml', '- number', '- type: number\n    tolerance: 1');
  await project.commit('Mend it');
  for (const more of [[], ['--against', 'main']]) {
    const { code, err } = await project.pawl('check', '--quiet', ...more);
    expect([err, code === 2]).toEqual(['', false]);
  }
  const { code } = await project.pawl('validate', '--against', 'main');
  expect(code).not.toBe(70);
});
