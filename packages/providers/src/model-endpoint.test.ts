import type { ModelTarget } from '@pawl/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { spawnChaos, type Chaos } from '../../../scripts/chaos/spawn-chaos.ts';
import { endpointOf } from './model-endpoint.ts';
import { openTarget } from './open-target.ts';
import { aHost, aRequest, aTarget, faultFrom, mistakeOf } from './targets.fixture.ts';
import { closeProviders } from './wire.ts';

const host = aHost({ env: { OPENAI_API_KEY: 'sk-canary-0123456789' } });
let chaos: Chaos;

beforeAll(async () => {
  chaos = await spawnChaos();
});

afterAll(async () => {
  await closeProviders(host);
  await chaos.stop();
});

async function ask(target: ModelTarget) {
  const open = await openTarget(target, host);
  const messages = [{ role: 'user', content: 'Hello' }] as const;
  return open.call(aRequest({ messages }), { signal: AbortSignal.timeout(30_000) });
}

describe('where a model target cannot be opened', () => {
  test('a missing key names its variable, and nothing is sent', async () => {
    const target = aTarget({ provider: 'openai', model: 'm' });
    const error = await mistakeOf(openTarget(target, aHost()));
    expect(error.message).toBe('No key for openai: OPENAI_API_KEY is not set');
    expect(error.hint).toContain('Set OPENAI_API_KEY');
  });

  test('a variable that is named must be set, on this machine too', async () => {
    const llama = { provider: 'openai', model: 'm', baseUrl: 'http://127.0.0.1:1/v1' } as const;
    const named = aTarget({ ...llama, apiKeyEnv: 'LLAMA_KEY' });
    expect((await mistakeOf(openTarget(named, aHost()))).message).toContain('LLAMA_KEY');
    await expect(openTarget(aTarget(llama), aHost())).resolves.toBeDefined();
  });

  test.each(['sk-line\nbreak', 'sk-ключ', 'sk two'])(
    'a key that no header can hold (%j) is a mistake of its variable, and stays out of the message',
    async (OPENAI_API_KEY) => {
      const target = aTarget({ provider: 'openai', model: 'm' });
      const error = await mistakeOf(openTarget(target, aHost({ env: { OPENAI_API_KEY } })));
      expect(error.code).toBe('bad-key');
      expect(error.message).toContain('OPENAI_API_KEY');
      expect(`${error.message} ${error.hint}`).not.toContain(OPENAI_API_KEY);
    },
  );

  test('a base URL that is none is a mistake', async () => {
    const target = aTarget({ provider: 'openai', model: 'm', baseUrl: 'localhost:80' });
    expect((await mistakeOf(openTarget(target, host))).code).toBe('bad-url');
  });
});

test.each([
  ['https://x.openai.azure.com/openai/v1', true],
  ['https://x.cognitiveservices.azure.com/openai/deployments/m?api-version=1', true],
  ['https://x.services.ai.azure.com/openai/v1', true],
  ['https://x.openai.azure.us/openai/v1', true],
  ['https://api.openai.com/v1', false],
  ['https://openai.azure.com.evil.example/v1', false],
])('whether %s is Azure: %s', (baseUrl, expected) => {
  const { azure } = endpointOf({ provider: 'openai', baseUrl }, host);
  expect(azure).toBe(expected);
});

describe('the address of a model target', () => {
  const key = { apiKeyEnv: 'OPENAI_API_KEY' };

  test.each([
    ['openai', 'https://llm.example/v1/', 'https://llm.example/v1'],
    ['openai', 'https://llm.example/v1?api-version=2', 'https://llm.example/v1'],
    ['anthropic', 'https://llm.example', 'https://llm.example'],
    ['anthropic', 'https://llm.example/v1', 'https://llm.example'],
  ] as const)('of %s at %s is %s', (provider, baseUrl, expected) => {
    expect(endpointOf({ provider, baseUrl, ...key }, host).baseUrl).toBe(expected);
  });

  test('keeps its query, as Azure wants it', () => {
    const baseUrl = 'https://x.openai.azure.com/openai/deployments/m?api-version=2024-10-21';
    expect(endpointOf({ provider: 'openai', baseUrl, ...key }, host)).toMatchObject({
      query: { 'api-version': '2024-10-21' },
      official: true,
    });
  });

  test('may come from the variable that the vendor’s own SDK reads', () => {
    const env = { ...host.env, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' };
    expect(endpointOf({ provider: 'openai' }, aHost({ env })).origin).toBe('http://127.0.0.1:9');
    expect(endpointOf({ provider: 'openai' }, host).origin).toBe('https://api.openai.com');
  });
});

describe('where nobody answers', () => {
  test('a closed port is `connection`, and names host and cause', async () => {
    const target = aTarget({ provider: 'openai', model: 'm', baseUrl: 'http://127.0.0.1:1/v1' });
    const fault = await faultFrom(ask(target));
    expect(fault).toMatchObject({
      code: 'connection',
      message: 'No answer from 127.0.0.1:1 (ECONNREFUSED)',
    });
  });

  test('a name that does not exist is `dns`', async () => {
    const baseUrl = 'http://no-such-host.invalid/v1';
    const fault = await faultFrom(ask(aTarget({ provider: 'openai', model: 'm', baseUrl })));
    expect(fault.code).toBe('dns');
    expect(fault.message).toContain('no-such-host.invalid');
  });

  test.each(['self-signed', 'expired', 'wrong-host'])(
    'a server with a certificate that is %s gets nothing',
    async (kind) => {
      const server = await spawnChaos('--tls', kind);
      const target = aTarget({ provider: 'openai', model: 'm', baseUrl: `${server.url}/v1` });
      expect((await faultFrom(ask(target))).code).toBe('tls');
      await server.stop();
    },
  );

  test('a server without TLS where TLS was asked for is `tls`', async () => {
    const baseUrl = `${chaos.url.replace('http:', 'https:')}/v1`;
    const fault = await faultFrom(ask(aTarget({ provider: 'openai', model: 'm', baseUrl })));
    expect(fault.code).toBe('tls');
  });
});
