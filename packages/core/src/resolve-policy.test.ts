import { expect, test } from 'vitest';

import { defaultPolicy } from './policy.ts';
import { resolvePolicy } from './resolve-policy.ts';

test('what is not written has its default', () => {
  expect(resolvePolicy({})).toEqual(defaultPolicy);
});

test('the set stands over the project, the project over the defaults; floors and slices join by name', () => {
  const project = resolvePolicy({
    margin: 0.05,
    minimum: { a: 0.5, b: 0.5 },
    slices: { eu: { margin: 0.1 } },
    maxAge: 86_400_000,
  });
  const set = resolvePolicy(
    { margin: 0.01, minimum: { b: { share: 0.9, on: 'bound' } }, budgets: { p95Latency: 2000 } },
    project,
  );
  expect(set).toEqual({
    ...defaultPolicy,
    margin: 0.01,
    minimum: { a: { share: 0.5, on: 'mean' }, b: { share: 0.9, on: 'bound' } },
    slices: { eu: { margin: 0.1 } },
    budgets: { p95LatencyMs: 2000 },
    maxAgeDays: 1,
  });
});
