import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, test, vi } from 'vitest';

import { bringsScorers } from '../src/fork/brings-scorers.ts';
import { branchEvent } from './events.ts';
import { caseIds, caseOf, casesFile, git, writeRun } from './project.ts';
import { Scene, twentyFail } from './scene.ts';
import type { PullRequest } from './scene.ts';
import type { Step, StepEnd } from './start-bundle.ts';

vi.setConfig({ testTimeout: 60_000 });

let scene: Scene;

afterEach(() => scene.close());

const cases = 'evals/support/cases.jsonl';
const ask = (id: string): string => `${id === 'case-000' ? 'And' : 'What is'} ${id}?`;
const reworded = casesFile(caseIds(60).map((id) => caseOf(id, ask)));

/** A pull request of a fork; the workspace then holds the default branch, as a trusted run does. */
async function openFork(files: Readonly<Record<string, string>>): Promise<PullRequest> {
  scene = await Scene.open();
  await scene.plant();
  const pull = scene.openPullRequest(files);
  git(scene.project.work, 'checkout', '-q', 'main');
  return pull;
}

function trusted(pull: PullRequest, mode: string, more: Partial<Step> = {}): Promise<StepEnd> {
  const inputs = { mode, results: 'results', 'pull-request': '5', 'fork-head': pull.head };
  const step = { event: 'workflow_dispatch', payload: branchEvent('workflow_dispatch'), ...more };
  return scene.step({ sha: pull.base, ...step, inputs: { ...inputs, ...more.inputs } });
}

function installPawl(): void {
  const home = join(scene.project.work, 'node_modules/pawl');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{"type":"module","bin":{"pawl":"pawl.js"}}');
  writeFileSync(join(home, 'pawl.js'), `console.log('{"runId":"20261120-100000-abcd"}');`);
  writeRun(join(scene.project.work, '.pawl/runs'), { commit: scene.commit(), request: 'v2', ask });
}

const fork = { shape: { headRepo: 'stranger/r' } } as const;

describe('a trusted run of a fork', () => {
  test('takes its cases as data, judges them, and turns the fork’s own gate green under its own name', async () => {
    const pull = await openFork({ [cases]: reworded, 'README.md': 'Hello.' });
    const before = await scene.gate(pull, undefined, fork);
    expect([before.code, before.outputs['verdict']]).toEqual([3, 'none']);
    installPawl();
    expect((await trusted(pull, 'run')).code).toBe(0);
    expect(readFileSync(join(scene.project.work, cases), 'utf8')).toBe(reworded);
    const judged = await trusted(pull, 'gate');
    expect([judged.code, judged.outputs['verdict']]).toEqual([0, 'pass']);
    const after = await scene.gate(pull, undefined, {
      ...fork,
      inputs: { mode: 'gate', results: 'none' },
    });
    expect([after.code, after.outputs['verdict']]).toEqual([0, 'pass']);
    expect(after.summary).toContain('https://github.com/o/r/actions/runs/7');
  });

  test('comments on a regression, and the fork’s own gate stays red', async () => {
    const pull = await openFork({ [cases]: reworded });
    const shape = { commit: pull.base, request: 'v2', passes: twentyFail, ask };
    writeRun(join(scene.project.work, 'results'), shape);
    expect((await trusted(pull, 'gate')).code).toBe(1);
    expect(scene.comments()[0]).toContain(`head=${pull.head}`);
    const own = { ...fork, inputs: { mode: 'gate', results: 'none' } };
    expect((await scene.gate(pull, undefined, own)).code).toBe(1);
  });

  test('refuses a fork that changes what it could not measure, by name, and lays nothing down', async () => {
    const others = {
      'src/reply.ts': 'export {};',
      'pawl.yaml': 'targets: {}',
      'evals/support/set.yaml': 'name: support',
      'evals/waivers/a.yaml': 'set: support',
      'package.json': '{}',
    };
    const pull = await openFork({ ...others, [cases]: reworded });
    installPawl();
    const end = await trusted(pull, 'run');
    expect(end.code).toBe(2);
    expect(end.summary).toContain('more than prompts and cases');
    for (const path of Object.keys(others)) expect(end.summary).toContain(path);
    expect(readFileSync(join(scene.project.work, cases), 'utf8')).not.toBe(reworded);
  });

  test('refuses a link, and scorers that come with a case', async () => {
    scene = await Scene.open();
    git(scene.project.work, 'checkout', '-q', '-B', 'change', 'main');
    symlinkSync('/etc/passwd', join(scene.project.work, 'evals/support/cases.yaml'));
    const pull = scene.openPullRequestFrom(scene.project.commit({}));
    git(scene.project.work, 'checkout', '-q', 'main');
    expect((await trusted(pull, 'run')).summary).toContain('evals/support/cases.yaml');
    const hidden = '{"id":"a","input":"b","sc\\u006frers":[{"type":"module","module":"./x.ts"}]}\n';
    expect(bringsScorers('cases.jsonl', hidden)).toBe(true);
    expect(bringsScorers('cases.yaml', '- { id: a, input: b, "sc\\x6frers": [] }')).toBe(true);
    expect(bringsScorers('cases.csv', 'id,input,scorers.type\n')).toBe(true);
    expect(bringsScorers('cases.yaml', '- { id: [')).toBe(true);
    expect(bringsScorers('cases.jsonl', reworded)).toBe(false);
  });

  test('is refused on another branch, event, head and mode', async () => {
    const pull = await openFork({ [cases]: reworded });
    const refused: readonly Partial<Step>[] = [
      { env: { GITHUB_REF: 'refs/heads/other' } },
      { event: 'push', payload: branchEvent() },
      { inputs: { 'fork-head': 'a'.repeat(40) } },
      { inputs: { 'fork-head': 'abc1234' } },
      { inputs: { 'fork-head': '' } },
      { inputs: { mode: 'auto' } },
    ];
    const ends = await Promise.all(refused.map((more) => trusted(pull, 'run', more)));
    expect(ends.map(({ code }) => code)).toEqual(refused.map(() => 2));
    expect(ends.map(({ outputs }) => outputs['verdict'])).toEqual(refused.map(() => 'none'));
  });
});
