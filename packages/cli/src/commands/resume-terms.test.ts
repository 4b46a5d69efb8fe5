import { expect, test, vi } from 'vitest';

import { startChaosProject } from '../../testing/chaos-project.ts';

vi.setConfig({ testTimeout: 60_000 });

const dear = ', price: { input: 1000, output: 1000 }, concurrency: 1';

test('a run that is gone on with keeps the budget of its command line, and says how to raise it', async () => {
  await using project = await startChaosProject({ cases: 8, target: dear });
  const first = await project.pawl('run', '--max-cost', '0.02');
  expect(first.code).toBe(3);
  expect(first.out).toMatch(/→ Go on: `pawl run --resume \S+ --max-cost <dollars>`/);
  const { requests } = (await project.chaos.ledger()).invariants;
  expect((await project.pawl('run', '--resume')).code).toBe(3);
  expect((await project.chaos.ledger()).invariants.requests).toBe(requests);
  const { code, out } = await project.pawl('run', '--resume', '--max-cost', '9', '--json');
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, outcome: 'complete', scored: 8 });
});

test('a run that was begun without the cache is not finished from it', async () => {
  await using project = await startChaosProject({ cases: 8, target: dear });
  await project.pawl('run', '--quiet');
  await project.pawl('run', '--cache', 'off', '--max-cost', '0.02');
  const { requests } = (await project.chaos.ledger()).invariants;
  const { out } = await project.pawl('run', '--resume', '--max-cost', '9', '--json');
  expect(JSON.parse(out)).toMatchObject({ outcome: 'complete', scored: 8 });
  expect((await project.chaos.ledger()).invariants.requests).toBe(16);
  expect(requests).toBeLessThan(16);
});

test('what is left of a run has no plan to be shown', async () => {
  await using project = await startChaosProject({ cases: 2 });
  const { code, err } = await project.pawl('run', '--resume', '--plan');
  expect(err).toContain('--plan shows what a new run would ask');
  expect(code).toBe(2);
});

test('an answer of an unknown price saves an unknown amount, and not nothing', async () => {
  await using project = await startChaosProject({ cases: 2 });
  await project.edit('pawl.yaml', 'model: gpt-5-mini', 'model: nobody-knows');
  await project.pawl('run', '--quiet');
  await project.pawl('run', '--quiet');
  expect((await project.pawl('cache')).out).toContain(
    'Taken from it 2 times, what that saved is unknown',
  );
});
