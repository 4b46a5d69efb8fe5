import { defaultPolicy, type EvalCase, type EvalSet, type ScorerSpec } from '@pawl/core';
import { afterEach, expect, test, vi } from 'vitest';

import { trialScorer } from './score-trial.ts';

afterEach(() => void vi.useRealTimers());

test('a scorer that never answers leaves its trial unscored, and the others answer', async () => {
  vi.useFakeTimers();
  const spec = (type: string, options: ScorerSpec['options']): ScorerSpec => ({
    type,
    name: type,
    advisory: false,
    binary: true,
    options,
    digest: type,
  });
  const scorers = [spec('module', { module: './moody.ts' }), spec('equals', { value: 'yes' })];
  const evalCase: EvalCase = {
    id: 'a',
    input: 'x',
    tags: [],
    critical: false,
    scorers: [],
    incidents: [],
    hash: 'h',
    place: { file: 'cases.jsonl' },
  };
  const set: EvalSet = {
    name: 's',
    version: '1.0.0',
    owner: '@us',
    digest: 'd',
    folder: '.',
    file: 'set.yaml',
    cases: [evalCase],
    trials: 1,
    scorers,
    allowCode: false,
    policy: defaultPolicy,
  };
  const score = trialScorer(() => ({
    loadModule: async () => () => new Promise<never>(() => undefined),
  }));
  const scoring = score({ set, case: evalCase }, { output: { text: 'yes' } });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(await scoring).toMatchObject([
    { kind: 'unscored', scorer: 'module', reason: expect.stringContaining('time limit') },
    { kind: 'scored', scorer: 'equals', value: 1 },
  ]);
});
