import { showDocumentSchema } from '@pawl/report';
import { expect, test, vi } from 'vitest';

import type { ChaosPlan } from '../../../../scripts/chaos/plan.ts';
import { chaosEnv, startChaosProject, type ChaosProject } from '../../testing/chaos-project.ts';

vi.setConfig({ testTimeout: 180_000 });

const cases = 10_000;

/** Of all requests 10 % are turned away, 5 % fail and 2 % are reset; a rule sees what those before it let pass. Of the rest every seventh answer closes its connection. */
const fire: NonNullable<ChaosPlan['rules']> = [
  { probability: 0.1, do: { kind: 'status', code: 429, headers: { 'retry-after': '0' } } },
  { probability: 0.025 / 0.9, do: { kind: 'status', code: 503 } },
  { probability: 0.025 / 0.875, do: { kind: 'status', code: 500 } },
  { probability: 0.02 / 0.85, do: { kind: 'reset-before' } },
  { match: { every: 7 }, do: { kind: 'close-after' } },
];

test('under 429s, 5xx, resets and closed connections 10,000 cases complete, with one more request a fault, and nothing about the verdict moves', async () => {
  await using project = await startChaosProject({ cases });
  const calm = await runUnder(project, []);
  const wild = await runUnder(project, fire);
  const whole = { code: 0, outcome: 'complete', executed: cases, scored: cases, faulted: 0 };
  expect([calm.ended, wild.ended]).toEqual([whole, whole]);
  expect(calm.asked).toMatchObject({ requests: cases, faults: 0, paid: cases });
  expect(wild.asked.faults).toBeGreaterThan(cases * 0.17);
  expect(wild.asked).toMatchObject({
    requests: cases + wild.asked.faults,
    cases,
    paid: cases,
    paidTwice: 0,
  });
  expect(wild.trials).toHaveLength(cases);
  expect(wild.trials).toEqual(calm.trials);
  expect(await judge(project, wild.runId, calm.runId)).toEqual(
    await judge(project, calm.runId, calm.runId),
  );
});

async function runUnder(project: ChaosProject, rules: typeof fire) {
  await project.chaos.plan({ seed: 7, rules });
  const { code, out } = await project.spawn('run', '--json', '--quiet', '--cache', 'off', '-j64')
    .ended;
  const { runId, outcome, executed, scored, faulted } = JSON.parse(out);
  const { invariants: asked } = await project.chaos.ledger();
  const trials = await trialsOf(project, runId);
  return { runId, ended: { code, outcome, executed, scored, faulted }, asked, trials };
}

/** What is recorded of each trial, but how long it took. */
async function trialsOf(project: ChaosProject, runId: string) {
  const { out } = await project.pawl('show', runId, '--json');
  const { trials } = showDocumentSchema.parse(JSON.parse(out));
  return trials.map((trial) => ({ ...trial, durationMs: 0 }));
}

async function judge(project: ChaosProject, runId: string, baseline: string): Promise<object> {
  const { out } = await project.pawl('gate', runId, '--json', '--baseline', `run:${baseline}`);
  return { ...JSON.parse(out), runId: 'either' };
}

test('10,000 cases with a wrong key cost no more requests than may be in flight, and end with the reason', async () => {
  await using project = await startChaosProject({ cases, plan: { key: 'another one' } });
  const { code, out } = await project.spawn('run', '--json', '--quiet').ended;
  expect(JSON.parse(out)).toMatchObject({
    outcome: 'incomplete',
    reason: 'auth',
    planned: cases,
    scored: 0,
    faulted: cases,
  });
  expect(code).toBe(3);
  const { invariants } = await project.chaos.ledger();
  expect(invariants.requests).toBeLessThanOrEqual(16);
  const told = (await trialsOf(project, 'latest')).map(({ fault }) => fault?.message);
  expect(new Set(told)).toMatchInlineSnapshot(`
    Set {
      "openai answered 401: Incorrect API key provided. (key: OPENAI_API_KEY)",
      "Not asked, since the provider was stopped: openai answered 401: Incorrect API key provided. (key: OPENAI_API_KEY)",
    }
  `);
  expect(out).not.toContain(chaosEnv.OPENAI_API_KEY);
});
