import { LLMock } from '@copilotkit/aimock';
import type { ModelTarget } from '@pawl/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openTarget } from './open-target.ts';
import { aHost, aRequest, aTarget, faultFrom } from './targets.fixture.ts';
import { closeProviders } from './wire.ts';

// the same wire formats as other people have read them
const mock = new LLMock({ port: 0 });
const host = aHost({ env: { OPENAI_API_KEY: 'sk-mock', ANTHROPIC_API_KEY: 'sk-mock' } });

beforeAll(async () => {
  const usage = { input_tokens: 11, output_tokens: 5, prompt_tokens: 11, completion_tokens: 5 };
  mock.onMessage('hello', { content: 'Hi there! 😀', usage });
  mock.onMessage('tool', { toolCalls: [{ name: 'look', arguments: '{"at":1}' }] });
  mock.onMessage('later', {
    error: { message: 'Slow down', type: 'rate_limit_error' },
    status: 429,
  });
  await mock.start();
});

afterAll(async () => {
  await closeProviders(host);
  await mock.stop();
});

function targetOf(api: string): ModelTarget {
  if (api === 'messages' || api === 'stream') {
    const params = { maxOutputTokens: api === 'stream' ? 20_000 : 100 };
    return aTarget({ provider: 'anthropic', model: 'claude-haiku-4-5', baseUrl: mock.url, params });
  }
  const openai = { provider: 'openai', model: 'gpt-4o-mini', baseUrl: `${mock.url}/v1` } as const;
  return aTarget({ ...openai, api: api === 'chat' ? 'chat' : 'responses' });
}

async function ask(api: string, content: string) {
  const open = await openTarget(targetOf(api), host);
  const messages = [{ role: 'user', content }] as const;
  return open.call(aRequest({ messages }), { signal: AbortSignal.timeout(30_000) });
}

describe.each(['chat', 'responses', 'messages', 'stream'])('another server’s %s', (api) => {
  test('is read as text with usage', async () => {
    const output = await ask(api, 'hello');
    expect(output).toMatchObject({ text: 'Hi there! 😀', finish: 'stop' });
    expect(output.usage?.outputTokens).toBe(5);
  });

  test('is read as tool calls', async () => {
    const output = await ask(api, 'tool');
    expect(output).toMatchObject({ toolCalls: [{ name: 'look', arguments: { at: 1 } }] });
    expect(output.finish).toBe('tool-calls');
  });

  test('is read as a refusal to serve', async () => {
    const fault = await faultFrom(ask(api, 'later'));
    expect(fault).toMatchObject({ code: 'rate-limited', status: 429 });
    expect(fault.message).toContain('Slow down');
  });
});
