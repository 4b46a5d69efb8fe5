import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, test, vi } from 'vitest';

import { startModel, type ModelServer } from '../../testing/model-server.ts';
import { copyFixture, type TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

const key = 'sk-canary-7731-not-a-real-key';

/** The small project on a model whose key is `CANARY_KEY`. */
async function onModel({ url }: ModelServer, cases = 3): Promise<TestProject> {
  const project = await copyFixture();
  const target = `{ provider: openai, baseUrl: '${url}', model: gpt-5-mini, apiKeyEnv: CANARY_KEY, price: { input: 1000, output: 1000 } }`;
  const rows = Array.from({ length: cases }, (_, at) => `{"id":"c${at}","input":"question ${at}"}`);
  await project.write('pawl.yaml', `targets:\n  model: ${target}\n`);
  await project.write(
    'evals/small/set.yaml',
    'name: small\nversion: 1.0.0\nowner: "@team"\nscorers:\n  - length: { min: 1 }\n',
  );
  await project.write('evals/small/cases.jsonl', `${rows.join('\n')}\n`);
  return project;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

test('the key is in nothing that a run writes or prints, though the model repeats it', async () => {
  const base64 = Buffer.from(key).toString('base64').replace(/=+$/, '');
  await using model = await startModel((prompt) =>
    prompt.endsWith('0') ? 'fine' : `${key} ${base64}`,
  );
  await using project = await onModel(model);
  const at = project.in({ env: { CANARY_KEY: key } });
  const said = [
    await at('run', '--json'),
    await at('run'),
    await at('show', 'latest', '--json'),
    await at('show', 'latest', 'c1'),
    await at('gate', '--baseline', 'none'),
  ];
  const files = await filesBelow(join(project.root, '.pawl'));
  expect(files.some((file) => file.endsWith('cache.db'))).toBe(true);
  const written = await Promise.all(files.map((file) => readFile(file, 'latin1')));
  for (const text of [...said.flatMap(({ out, err }) => [out, err]), ...written]) {
    expect(text).not.toContain(key);
    expect(text).not.toContain(base64);
  }
  expect(model.asked()).toHaveLength(3 + 2);
});

test('what a run paid before it was stopped counts when it is gone on with', async () => {
  await using model = await startModel(() => 'fine');
  await using project = await onModel(model, 40);
  const at = project.in({ env: { CANARY_KEY: key } });
  const run = async (...args: string[]): Promise<unknown> =>
    JSON.parse((await at('run', '--json', '-j', '1', ...args)).out);
  const stopped = { outcome: 'incomplete', reason: 'budget', scored: 2 };
  expect(await run('--max-cost', '0.05')).toMatchObject(stopped);
  expect(await run('--max-cost', '0.05', '--resume')).toMatchObject(stopped);
  expect(await run('--max-cost', '0.1', '--resume')).toMatchObject({ ...stopped, scored: 4 });
  expect(await run('--max-cost', '9', '--resume')).toMatchObject({ outcome: 'complete' });
  expect(model.asked()).toHaveLength(40);
});

test('a run whose last answers spent the budget is whole: nothing was refused', async () => {
  await using model = await startModel(() => 'fine');
  await using project = await onModel(model, 4);
  const at = project.in({ env: { CANARY_KEY: key } });
  const { code, out } = await at('run', '--json', '-j', '4', '--max-cost', '0.06');
  expect(JSON.parse(out)).toMatchObject({ outcome: 'complete', scored: 4, faulted: 0 });
  expect(code).toBe(0);
});

test('a budget that cannot hold a model is said before it is asked', async () => {
  await using model = await startModel(() => 'fine');
  await using project = await onModel(model);
  const at = project.in({ env: { CANARY_KEY: key } });
  await project.edit('pawl.yaml', 'model: gpt-5-mini', 'model: home-grown');
  await project.edit('pawl.yaml', ', price: { input: 1000, output: 1000 }', '');
  const { code, err } = await at('run', '--max-cost', '0.01');
  expect(err.replaceAll(/\s+/g, ' ')).toContain(
    'the price of home-grown is unknown, so the budget does not hold it',
  );
  expect(code).toBe(0);
});

test('with few file descriptors a run waits, and completes', async () => {
  await using model = await startModel(() => 'fine');
  await using project = await onModel(model, 150);
  const bin = fileURLToPath(new URL('../bin.ts', import.meta.url));
  const command = `ulimit -n 64; exec "$0" "$@"`;
  const { stdout } = await promisify(execFile)(
    'bash',
    ['-c', command, process.execPath, bin, 'run', '--json', '-j', '100'],
    { cwd: project.root, env: { PATH: process.env['PATH'], CANARY_KEY: key } },
  );
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'complete', planned: 150, scored: 150 });
  expect(model.asked()).toHaveLength(150);
});
