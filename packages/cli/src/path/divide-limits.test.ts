import { defaultPolicy, type ModelTarget, type Project } from '@pawl/core';
import { expect, test } from 'vitest';

import { divideLimits } from './divide-limits.ts';

const target: ModelTarget = {
  name: 'm',
  digest: 'd',
  transparent: true,
  timeoutMs: 1000,
  provider: 'openai',
  model: 'gpt',
  requestsPerMinute: 600,
  tokensPerMinute: 90_000,
};

const project: Project = {
  root: '/p',
  evalsFolder: 'evals',
  sets: [],
  targets: new Map([['m', target]]),
  incidents: [],
  waivers: [],
  defaults: { targets: [], trials: 1, concurrency: 4 },
  policy: defaultPolicy,
  maxCostUsd: 6,
  warnings: [],
};

test('a shard gets its part of the rate limits and of the budget', () => {
  const part = divideLimits(project, { index: 2, count: 3 });
  expect(part.targets.get('m')).toMatchObject({ requestsPerMinute: 200, tokensPerMinute: 30_000 });
  expect(part.maxCostUsd).toBe(2);
});

test('an undivided run keeps all of it', () => {
  expect(divideLimits(project, undefined)).toBe(project);
});
