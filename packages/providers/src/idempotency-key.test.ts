import type { ModelTarget } from '@pawl/core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { spawnChaos, type Chaos } from '../../../scripts/chaos/spawn-chaos.ts';
import { openTarget } from './open-target.ts';
import { aHost, aRequest, aTarget } from './targets.fixture.ts';
import { closeProviders } from './wire.ts';

const host = aHost();
let chaos: Chaos;

beforeAll(async () => {
  chaos = await spawnChaos();
});

afterAll(async () => {
  await closeProviders(host);
  await chaos.stop();
});

const openai = (api: 'chat' | 'responses') => (url: string) =>
  aTarget({ provider: 'openai', api, model: 'gpt-4o-mini', baseUrl: `${url}/v1` });

const anthropic = (maxOutputTokens: number) => (url: string) =>
  aTarget({
    provider: 'anthropic',
    model: 'claude-haiku-4-5',
    baseUrl: url,
    params: { maxOutputTokens },
  });

test.each<[string, (url: string) => ModelTarget]>([
  ['chat', openai('chat')],
  ['responses', openai('responses')],
  ['messages', anthropic(100)],
  ['streamed messages', anthropic(20_000)],
])(
  'over %s a call sends the key that it is given, and none where it is given none',
  async (_, of) => {
    await chaos.plan({});
    const open = await openTarget(of(chaos.url), host);
    const ask = (more: object) => {
      const options = { signal: AbortSignal.timeout(30_000), ...more };
      return open.call(aRequest({ messages: [{ role: 'user', content: 'Hello' }] }), options);
    };
    await ask({ idempotencyKey: 'one' });
    await ask({ idempotencyKey: 'two' });
    await ask({});
    const { records } = await chaos.ledger();
    expect(records.map((record) => record.idempotencyKey)).toEqual(['one', 'two', undefined]);
  },
);
