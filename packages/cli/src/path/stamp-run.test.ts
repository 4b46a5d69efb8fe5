import { createHash } from 'node:crypto';

import { defaultPolicy, makePlan, type EvalSet, type ModelTarget } from '@pawl/core';
import { expect, test } from 'vitest';

import { stampRun } from './stamp-run.ts';

const place = { file: 'cases.jsonl' };
const evalCase = {
  id: 'one',
  input: 'hello',
  tags: [],
  critical: false,
  scorers: [],
  incidents: [],
  hash: 'h',
  place,
};
const set: EvalSet = {
  name: 'set',
  version: '1.0.0',
  owner: 'me',
  digest: 'd',
  folder: 'evals/set',
  file: 'evals/set/set.yaml',
  cases: [evalCase],
  trials: 1,
  scorers: [],
  policy: defaultPolicy,
  allowCode: false,
};
const target: ModelTarget = {
  name: 'model',
  digest: 't',
  transparent: true,
  timeoutMs: 1000,
  provider: 'openai',
  model: 'gpt',
  params: { seed: 7 },
};
const facts = {
  runId: 'r',
  at: '2026-11-20T12:00:00.000Z',
  harness: '1.0.0',
  sha256: (text: string): string => createHash('sha256').update(text).digest('hex'),
};

test('a stamp names the model and the seed that its requests carry', () => {
  const { targets } = stampRun(makePlan([{ set, targets: [target] }]), facts);
  expect(targets).toEqual([
    { name: 'model', provider: 'openai', digest: 't', transparent: true, model: 'gpt', seed: 7 },
  ]);
});

test('a target without a seed is stamped without one', () => {
  const { params: _, ...seedless } = target;
  const [first] = stampRun(makePlan([{ set, targets: [seedless] }]), facts).targets;
  expect(first).not.toHaveProperty('seed');
});
