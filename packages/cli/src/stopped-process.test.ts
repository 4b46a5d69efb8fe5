import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { textsBelow } from '../testing/files-below.ts';
import { startModel, type ModelServer } from '../testing/model-server.ts';
import { copyFixture, type TestProject } from '../testing/project.ts';
import { spawnPawl } from '../testing/spawn-pawl.ts';

vi.setConfig({ testTimeout: 60_000 });

const env = { OPENAI_API_KEY: 'sk-4f1d2c' };
const inFlight = 12;

const after = (ms: number): Promise<string> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, 'x');
  });

async function projectOn(model: ModelServer, timeout: string): Promise<TestProject> {
  const project = await copyFixture('wrong-key');
  await project.edit('pawl.yaml', "'http://127.0.0.1:1/v1'", `'${model.url}', timeout: ${timeout}`);
  return project;
}

/** Stops a run in the middle, does something meanwhile, lets it go on, and waits for its end. */
async function stopInTheMiddle(
  project: TestProject,
  model: ModelServer,
  meanwhile: () => Promise<unknown>,
) {
  const args = ['run', '-j', String(inFlight), '--json', '--quiet'];
  const { child, ended } = spawnPawl(project.root, args, env);
  await vi.waitUntil(() => model.asked().length >= 40, { timeout: 20_000, interval: 1 });
  child.kill('SIGSTOP');
  await meanwhile();
  child.kill('SIGCONT');
  return ended;
}

const whole = { outcome: 'complete', planned: 200, executed: 200, scored: 200, faulted: 0 };

test('a run that is stopped keeps its lock, and goes on as if nothing had been', async () => {
  await using model = await startModel(() => after(20));
  await using project = await projectOn(model, '30s');
  const { code, out } = await stopInTheMiddle(project, model, async () => {
    const other = await project.in({ env })('run', '--resume');
    expect(other.err).toMatch(/is being written by process \d+ on /);
    expect(other.code).toBe(2);
  });
  expect(JSON.parse(out)).toMatchObject(whole);
  expect(code).toBe(0);
  expect(model.asked()).toHaveLength(200);
});

test('what missed its deadline while the run was stopped is asked again, and nobody is blamed', async () => {
  await using model = await startModel(() => after(20));
  await using project = await projectOn(model, '1s');
  const { code, out } = await stopInTheMiddle(project, model, () => after(2500));
  expect(JSON.parse(out)).toMatchObject(whole);
  expect(code).toBe(0);
  expect(model.asked().length).toBeLessThanOrEqual(200 + inFlight);
  const written = (await textsBelow(join(project.root, '.pawl'))).join('\n');
  expect(written).not.toContain('provider-silent');
});
