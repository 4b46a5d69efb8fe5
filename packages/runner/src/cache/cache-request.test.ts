import { canonicalText, type ModelTarget } from '@pawl/core';
import { assert, constantFrom, property, string, subarray } from 'fast-check';
import { expect, test } from 'vitest';

import { modelTarget } from '../test-world/small-plan.ts';
import { cacheRequest } from './ask-cached.ts';

test('two requests that differ in anything that is sent have two keys', () => {
  const base = modelTarget('gpt');
  const asked = (trial: number) => ({
    request: { set: 's', caseId: 'c', trial, input: 1, messages: [] },
    messagesText: () => '[]',
  });
  const changes: Partial<ModelTarget>[] = [
    {},
    { model: 'other' },
    { provider: 'anthropic' },
    { baseUrl: 'http://127.0.0.1:1/v1' },
    { params: { temperature: 0 } },
    { params: { temperature: 1 } },
    { tools: [{ name: 't', parameters: {} }] },
    { responseSchema: {} },
    { api: 'responses' },
  ];
  const change = constantFrom(...changes.keys());
  assert(
    property(change, change, (one, other) => {
      const keyOf = (index: number) => cacheRequest({ ...base, ...changes[index] }, asked(0));
      expect(keyOf(one) === keyOf(other)).toBe(one === other);
    }),
  );
  expect(cacheRequest(base, asked(1))).not.toBe(cacheRequest(base, asked(0)));
  expect(cacheRequest({ ...base, digest: 'other', name: 'other' }, asked(0))).toBe(
    cacheRequest(base, asked(0)),
  );
});

test('a key is the canonical text of what is sent', () => {
  const { provider, model } = modelTarget('gpt');
  const optional: Partial<ModelTarget> = {
    api: 'responses',
    baseUrl: 'http://127.0.0.1:1/v1',
    params: { topP: 1, temperature: 0 },
    tools: [{ name: 't', parameters: { b: 1, a: '\ud800' } }],
    responseSchema: { type: 'object' },
  };
  assert(
    property(subarray(Object.keys(optional)), string({ unit: 'binary' }), (names, content) => {
      const parts = Object.fromEntries(
        Object.entries(optional).filter(([name]) => names.includes(name)),
      );
      const messages = [{ role: 'user', content }] as const;
      const key = cacheRequest(
        { ...modelTarget('gpt'), ...parts },
        {
          request: { set: 's', caseId: 'c', trial: 3, input: 1, messages },
          messagesText: () => canonicalText(messages),
        },
      );
      expect(key).toBe(canonicalText({ provider, model, ...parts, messages, trial: 3 }));
    }),
  );
});
