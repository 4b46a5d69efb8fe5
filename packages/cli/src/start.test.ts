import { once } from 'node:events';

import { describe, expect, test, vi } from 'vitest';

import { startModel, type ModelServer } from '../testing/model-server.ts';
import { copyFixture, type TestProject } from '../testing/project.ts';
import { spawnPawl } from '../testing/spawn-pawl.ts';

vi.setConfig({ testTimeout: 60_000 });

const env = { OPENAI_API_KEY: 'sk-4f1d2c' };

async function askModel(model: ModelServer): Promise<TestProject> {
  const project = await copyFixture('wrong-key');
  await project.edit('pawl.yaml', 'http://127.0.0.1:1/v1', model.url);
  return project;
}

const soon = <T>(value: T): Promise<T> =>
  new Promise((resolve) => {
    setTimeout(resolve, 20, value);
  });

describe('signals', () => {
  test('the first SIGINT finishes what is in flight, writes, and exits 130', async () => {
    await using model = await startModel(() => soon('x'));
    await using project = await askModel(model);
    const { child, ended } = spawnPawl(project.root, ['run', '-j', '4', '--json'], env);
    await vi.waitUntil(() => model.asked().length >= 8, { timeout: 20_000 });
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect(code).toBe(130);
    const { reason, executed, faulted } = JSON.parse(out);
    expect({ reason, faulted }).toEqual({ reason: 'interrupted', faulted: 0 });
    expect(executed).toBe(model.asked().length);
    const again = await project.in({ env })('run', '--resume', '--json');
    expect(JSON.parse(again.out)).toMatchObject({ outcome: 'complete', executed: 200 });
    expect(model.asked()).toHaveLength(200);
  });

  test('the second SIGINT stops now, and what was answered stays', async () => {
    const hanging = new Promise<string>(() => undefined);
    await using model = await startModel((_, nth) => (nth <= 6 ? 'x' : hanging));
    await using project = await askModel(model);
    const { child, ended } = spawnPawl(project.root, ['run', '-j', '4', '--json'], env);
    await vi.waitUntil(() => model.asked().length >= 10, { timeout: 20_000 });
    child.kill('SIGINT');
    await soon(undefined);
    child.kill('SIGINT');
    const { code } = await ended;
    expect(code).toBe(130);
    const shown = await project.pawl('show', 'latest', '--json');
    const { trials } = JSON.parse(shown.out);
    expect(trials.filter((one: { kind: string }) => one.kind === 'answered')).toHaveLength(6);
  });

  test('SIGTERM exits 143', async () => {
    await using model = await startModel(() => soon('x'));
    await using project = await askModel(model);
    const { child, ended } = spawnPawl(project.root, ['run', '-j', '2', '--quiet'], env);
    await vi.waitUntil(() => model.asked().length >= 4, { timeout: 20_000 });
    child.kill('SIGTERM');
    expect((await ended).code).toBe(143);
  });

  test('a process that is killed loses nothing that it recorded, and pays for nothing twice', async () => {
    await using model = await startModel(() => soon('x'));
    await using project = await askModel(model);
    const { child, ended } = spawnPawl(project.root, ['run', '-j', '4', '--quiet'], env);
    await vi.waitUntil(() => model.asked().length >= 20, { timeout: 20_000 });
    child.kill('SIGKILL');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGKILL' });
    const cut = await project.pawl('gate', 'latest');
    expect(cut.out).toContain('The run did not finish');
    expect(cut.code).toBe(3);
    const asked = model.asked().length;
    const { executed } = JSON.parse((await project.pawl('score', 'latest', '--json')).out);
    expect(executed).toBeGreaterThanOrEqual(asked - 4);
    const [run] = JSON.parse((await project.pawl('runs', '--json')).out).runs.slice(-1);
    const again = await project.in({ env })('run', '--resume', run.runId, '--json');
    expect(JSON.parse(again.out)).toMatchObject({ outcome: 'complete', executed: 200 });
    expect(model.asked().length).toBeLessThanOrEqual(200 + 4);
  });
});

describe('code of the project', () => {
  test('that ends the process is no verdict', async () => {
    await using project = await copyFixture('exits-early');
    const { code, err } = await spawnPawl(project.root, ['check']).ended;
    expect(err).toContain(
      'the process was ended before a verdict was reached, while running trials: 0 of 4 are finished',
    );
    expect(code).toBe(70);
  });

  test('that ends the process while it is loaded is told with its stage', async () => {
    await using project = await copyFixture('exits-early');
    await project.write('exits.ts', 'process.exit(0);\nexport default () => "x";\n');
    const { code, err } = await spawnPawl(project.root, ['check']).ended;
    expect(err).toMatch(/before a verdict was reached, while (loading|running)/);
    expect(code).toBe(70);
  });

  test('that prints does not spoil the result', async () => {
    await using project = await copyFixture('prints-much');
    const { code, out, err } = await spawnPawl(project.root, ['run', '--json']).ended;
    expect(JSON.parse(out)).toMatchObject({ outcome: 'complete', planned: 4 });
    expect(err).toContain('asked The capital of France?');
    expect(err).toContain('thinking');
    expect(code).toBe(0);
  });

  test('that never answers runs into its timeout, and is a fault', async () => {
    await using project = await copyFixture('waits-forever');
    const { code, out } = await spawnPawl(project.root, ['run', '--json']).ended;
    expect(JSON.parse(out)).toMatchObject({ outcome: 'incomplete', faulted: 4 });
    expect(code).toBe(3);
  });
});

describe('streams', () => {
  test('a reader that goes away changes nothing about the exit code', async () => {
    await using project = await copyFixture('missing-row');
    const { child, ended } = spawnPawl(project.root, ['run']);
    child.stdout.destroy();
    await Promise.all([once(child, 'exit'), ended.catch(() => undefined)]);
    expect(child.exitCode).toBe(3);
  });

  test('stdout carries only the result, progress and warnings go to stderr', async () => {
    await using project = await copyFixture('capitals');
    const { code, out, err } = await spawnPawl(project.root, ['run', '--json']).ended;
    expect(JSON.parse(out)).toMatchObject({ outcome: 'complete' });
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('the version is told without loading the command', async () => {
    const { code, out } = await spawnPawl('/', ['--version']).ended;
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(code).toBe(0);
  });

  test('help is exit 0, no command at all is exit 2', async () => {
    expect((await spawnPawl('/', ['check', '--help']).ended).code).toBe(0);
    expect((await spawnPawl('/', ['help', 'check']).ended).code).toBe(0);
    expect((await spawnPawl('/', ['help', 'chek']).ended).code).toBe(2);
    expect((await spawnPawl('/', []).ended).code).toBe(2);
  });
});
