import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Completion, Model, ModelRequest } from '@pawl/core';
import { expect, test } from 'vitest';

import { cacheModel } from './cache-model.ts';
import { openResponseCache } from './open-response-cache.ts';
import type { CacheMode } from './response-cache.ts';

const request: ModelRequest = {
  provider: 'anthropic',
  model: 'claude-haiku-4-5',
  messages: [{ role: 'user', content: 'Is it polite?' }],
};
const { signal } = new AbortController();

interface Judging {
  readonly finish?: Completion['finish'];
  readonly fences?: ReadonlySet<string>;
}

async function judge(mode: CacheMode, { finish = 'stop', fences }: Judging = {}) {
  const cache = openResponseCache(await mkdtemp(join(tmpdir(), 'pawl-judge-')), {
    mode,
    now: () => new Date('2026-11-20T11:05:12.000Z'),
  });
  const asked: ModelRequest[] = [];
  const model: Model = {
    id: 'anthropic claude-haiku-4-5',
    complete: async (given) => {
      asked.push(given);
      return { text: 'yes', finish, costUsd: 0.01 };
    },
  };
  return { asked, model: cacheModel(model, cache, fences === undefined ? {} : { fences }) };
}

test('a judge is asked once for equal requests, in flight and later; what is kept costs nothing', async () => {
  const { asked, model } = await judge('use');
  const both = [model.complete(request, { signal }), model.complete(request, { signal })];
  expect((await Promise.all(both)).map(({ text }) => text)).toEqual(['yes', 'yes']);
  const later = await model.complete({ ...request, apiKeyEnv: 'OTHER_KEY' }, { signal });
  expect(later).toEqual({ text: 'yes', finish: 'stop', costUsd: 0 });
  expect(asked).toHaveLength(1);
});

test('another trial, prompt or model is another request', async () => {
  const { asked, model } = await judge('use');
  for (const change of [{}, { trial: 1 }, { model: 'other' }, { messages: [] }]) {
    await model.complete({ ...request, ...change }, { signal });
  }
  expect(asked).toHaveLength(4);
});

test('an answer that was cut short is asked for again', async () => {
  const { asked, model } = await judge('use', { finish: 'length' });
  await model.complete(request, { signal });
  await model.complete(request, { signal });
  expect(asked).toHaveLength(2);
});

test('with the cache alone, a miss is a fault', async () => {
  const { model } = await judge('only');
  await expect(model.complete(request, { signal })).rejects.toMatchObject({
    fault: { code: 'cache-miss' },
  });
});

test('fences that are drawn anew do not make another question; where they stand does', async () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32));
  const { asked, model } = await judge('use', { fences: new Set([a, b, c, d].map(String)) });
  const ask = (content: string): Promise<Completion> =>
    model.complete({ ...request, messages: [{ role: 'user', content }] }, { signal });

  await ask(`<<${a}\nin\n${a}>> <<${b}\nout\n${b}>>`);
  await ask(`<<${c}\nin\n${c}>> <<${d}\nout\n${d}>>`);
  expect(asked).toHaveLength(1);

  await ask(`<<${a}\nin\n${b}>> <<${b}\nout\n${a}>>`);
  await ask(`<<${'e'.repeat(32)}\nin\n${'e'.repeat(32)}>> <<${d}\nout\n${d}>>`);
  expect(asked).toHaveLength(3);
});
