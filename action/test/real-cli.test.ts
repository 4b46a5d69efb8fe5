import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';

import { pullRequestEvent } from './events.ts';
import { git, projectFiles } from './project.ts';
import { Scene } from './scene.ts';

vi.setConfig({ testTimeout: 120_000 });

let scene: Scene;

afterEach(() => scene.close());

const cli = join(import.meta.dirname, '../../packages/cli');
const count = 40;

/** Answers with the number of the case, and wrongly below a limit. */
const reply = (limit: number): string =>
  `export default (input) => { const [id] = input.match(/case-\\d+/); return Number(id.slice(5)) < ${limit} ? 'wrong' : id; };\n`;

const files = {
  ...projectFiles(count),
  '.gitignore': '.pawl\nresults\nmerged\nnode_modules\n',
  'pawl.yaml':
    'targets:\n  bot: { provider: module, module: ./reply.mjs }\ngate: { margin: 0.1 }\n',
  'evals/support/set.yaml':
    'name: support\nversion: 1.0.0\nowner: "@team"\ntargets: [bot]\nscorers: [exact-match]\n',
  'reply.mjs': reply(0),
};

function pawl(...args: readonly string[]): string {
  return execFileSync(process.execPath, [join(cli, 'src/bin.ts'), ...args], {
    cwd: scene.project.work,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function openProject(): Promise<void> {
  scene = await Scene.open();
  scene.project.commit(files);
  mkdirSync(join(scene.project.work, 'node_modules'));
  symlinkSync(cli, join(scene.project.work, 'node_modules/pawl'));
}

test('confirm asks both sides again, and the gate counts the further trials of both', async () => {
  await openProject();
  pawl('run', '--json');
  pawl('baseline', 'accept');
  scene.project.commit({});
  git(scene.project.work, 'push', '-q', 'origin', 'main');
  const pull = scene.openPullRequest({ 'reply.mjs': reply(20) });
  const payload = pullRequestEvent({ headSha: pull.head, baseSha: pull.base });
  const end = await scene.step({
    event: 'pull_request',
    payload,
    sha: pull.merge,
    inputs: { confirm: '2', results: 'results' },
  });
  expect([end.code, end.outputs['verdict']]).toEqual([1, 'fail']);
  expect(end.summary).toMatch(/confirmed/i);
});

const event = z.object({ event: z.looseObject({ type: z.string() }) });

/** The plan and the trials of a run, without times and ids. */
function trialsOf(folder: string): readonly unknown[] {
  const [name = ''] = readdirSync(folder);
  const lines = readFileSync(join(folder, name, 'events.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines
    .map((line) => event.parse(JSON.parse(line)).event)
    .filter(({ type }) => type === 'trial-finished' || type === 'run-started')
    .map((one) => (one.type === 'run-started' ? { ...one, runId: '', at: '' } : one))
    .map((one) => JSON.stringify(one).replaceAll(/"durationMs":[\d.]+/g, '"durationMs":0'))
    .toSorted()
    .map((text): unknown => JSON.parse(text));
}

test('three machines and a merge give what one machine gives, and a lost shard is refused', async () => {
  await openProject();
  const { work } = scene.project;
  const runs = join(work, '.pawl/runs');
  pawl('run', '--json');
  const whole = trialsOf(runs);
  expect(whole).toHaveLength(count + 1);
  const shards = [1, 2, 3].map((index) => {
    const { runId } = z
      .object({ runId: z.string() })
      .parse(JSON.parse(pawl('run', '--shard', `${index}/3`, '--json')));
    return join(runs, runId);
  });
  expect(() => pawl('merge', ...shards.slice(1), '--out', 'merged')).toThrow('missing');
  pawl('merge', ...shards, '--out', 'merged');
  expect(trialsOf(join(work, 'merged'))).toEqual(whole);
});
