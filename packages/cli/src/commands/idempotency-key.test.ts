import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { startChaosProject } from '../../testing/chaos-project.ts';
import { textsBelow } from '../../testing/files-below.ts';

vi.setConfig({ testTimeout: 60_000 });

const busy = { kind: 'status', code: 429, headers: { 'retry-after': '0' } } as const;
const [cases, trials] = [4, 2];

test('all attempts of a trial carry one key; another trial, and each question to a judge, has another', async () => {
  await using project = await startChaosProject({
    cases,
    plan: { mode: 'judge-honest', passWhen: '', rules: [{ match: { attempt: 1 }, do: busy }] },
  });
  const judge = `{ provider: openai, baseUrl: '${project.chaos.url}/v1', model: judge }`;
  await project.edit(
    'evals/many/set.yaml',
    "  - regex: '[02468ace]$'",
    `  - { type: judge, rubric: Is it polite?, model: ${judge} }\ntrials: ${trials}`,
  );
  const { code, err } = await project.pawl('run', '--quiet');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const { records } = await project.chaos.ledger();
  const calls = Map.groupBy(records, ({ idempotencyKey = 'none' }) => idempotencyKey);
  expect(calls.size).toBe(cases * trials + cases); // equal answers are judged once
  for (const attempts of calls.values()) {
    expect(new Set(attempts.map(({ caseId }) => caseId)).size).toBe(1);
    expect(attempts.map(({ paid }) => paid)).toEqual([...attempts.slice(1).map(() => false), true]);
  }
  expect(records.length).toBeGreaterThan(calls.size);
});

test('the key is no part of what is kept: nothing holds it, and the cache knows the request without it', async () => {
  await using project = await startChaosProject({ cases });
  await project.pawl('run', '--quiet');
  const { records } = await project.chaos.ledger();
  const written = (await textsBelow(join(project.root, '.pawl'))).join('\n');
  for (const { idempotencyKey = 'none' } of records) expect(written).not.toContain(idempotencyKey);
  await project.pawl('run', '--quiet');
  expect((await project.chaos.ledger()).invariants.requests).toBe(cases);
});
