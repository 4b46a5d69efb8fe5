import { isFaultError, type Message, type ModelTarget, type TargetRequest } from '@pawl/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Deed } from '../../../scripts/chaos/plan.ts';
import { spawnChaos, type Chaos } from '../../../scripts/chaos/spawn-chaos.ts';
import { openTarget } from './open-target.ts';
import type { RateLimits } from './rate-limits.ts';
import { aHost, aRequest, aTarget, faultFrom } from './targets.fixture.ts';
import { closeProviders } from './wire.ts';

const canary = 'sk-canary-0123456789';
const seen: RateLimits[] = [];
const host = aHost({
  env: { OPENAI_API_KEY: canary, ANTHROPIC_API_KEY: canary },
  observe: (limits) => seen.push(limits),
});

let chaos: Chaos;
let elsewhere: Chaos;

beforeAll(async () => {
  [chaos, elsewhere] = await Promise.all([spawnChaos(), spawnChaos()]);
});

afterAll(async () => {
  await closeProviders(host);
  await Promise.all([chaos.stop(), elsewhere.stop()]);
});

const apis = ['chat', 'responses', 'messages'] as const;

function targetOf(api: (typeof apis)[number] | 'stream'): ModelTarget {
  if (api === 'chat' || api === 'responses') {
    const model = 'gpt-4o-mini';
    return aTarget({ provider: 'openai', api, model, baseUrl: `${chaos.url}/v1` });
  }
  const params = { maxOutputTokens: api === 'stream' ? 20_000 : 100 };
  const model = 'claude-haiku-4-5';
  return aTarget({ provider: 'anthropic', model, baseUrl: chaos.url, params });
}

const messages: readonly Message[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Hello — 你好 😀' },
];

async function ask(target: ModelTarget, own: Partial<TargetRequest> = {}, ms = 30_000) {
  const open = await openTarget(target, host);
  return open.call(aRequest({ messages, ...own }), { signal: AbortSignal.timeout(ms) });
}

async function askUnder(deed: Deed, api: (typeof apis)[number] | 'stream', ms = 30_000) {
  await chaos.plan({ mode: 'echo', rules: [{ do: deed }] });
  return ask(targetOf(api), {}, ms);
}

async function requests(): Promise<number> {
  return (await chaos.ledger()).invariants.requests;
}

describe.each([...apis, 'stream'] as const)('a model target over %s', (api) => {
  test('answers with text, usage, finish, served model and cost', async () => {
    await chaos.plan({ mode: 'echo' });
    expect(await ask(targetOf(api))).toMatchObject({
      text: 'Hello — 你好 😀',
      finish: 'stop',
      servedModel: targetOf(api).model,
      usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
      costUsd: expect.any(Number),
    });
  });

  test('stops at the deadline before headers', async () => {
    const fault = await faultFrom(askUnder({ kind: 'hang-headers' }, api, 80));
    expect(fault.code).toBe('timeout');
    expect(await requests()).toBe(1);
  });

  test('an order to stop is not a timeout', async () => {
    await chaos.plan({ rules: [{ do: { kind: 'hang-headers' } }] });
    const open = await openTarget(targetOf(api), host);
    const controller = new AbortController();
    const asking = open.call(aRequest({ messages }), { signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    expect((await faultFrom(asking)).code).toBe('cancelled');
  });
});

describe.each(apis)('over %s', (api) => {
  test.each<[Deed, string]>([
    [{ kind: 'status', code: 429 }, 'rate-limited'],
    [{ kind: 'status', code: 429, shape: 'quota' }, 'quota'],
    [{ kind: 'status', code: 429, shape: 'spend' }, 'quota'],
    [{ kind: 'status', code: 500 }, 'server-error'],
    [{ kind: 'status', code: 502, body: '<html>' }, 'server-error'],
    [{ kind: 'status', code: 529 }, 'overloaded'],
    [{ kind: 'status', code: 401 }, 'auth'],
    [{ kind: 'status', code: 403 }, 'auth'],
    [{ kind: 'status', code: 404 }, 'model-missing'],
    [{ kind: 'status', code: 400, shape: 'context' }, 'too-large'],
    [{ kind: 'status', code: 413, body: '' }, 'too-large'],
    [{ kind: 'status', code: 400 }, 'bad-request'],
    [{ kind: 'reset-before' }, 'connection'],
    [{ kind: 'close-before' }, 'connection'],
    [{ kind: 'reset-mid' }, 'truncated'],
    [{ kind: 'cut', at: 40, how: 'length' }, 'truncated'],
    [{ kind: 'cut', at: 40, how: 'chunked' }, 'truncated'],
    [{ kind: 'body', what: 'html' }, 'bad-response'],
    [{ kind: 'body', what: 'text' }, 'bad-response'],
    [{ kind: 'body', what: 'empty' }, 'bad-response'],
    [{ kind: 'body', what: 'no-choices' }, 'bad-response'],
    [{ kind: 'body', what: 'wrong-shape' }, 'bad-response'],
    [{ kind: 'body', what: 'bad-utf8' }, 'bad-response'],
    [{ kind: 'body', what: 'nul' }, 'bad-response'],
    [{ kind: 'body', what: 'err200' }, 'server-error'],
    [{ kind: 'body', what: 'err200', shape: 'quota' }, 'quota'],
    [{ kind: 'status', code: 504, body: '<h1>504 Gateway Time-out</h1>' }, 'server-error'],
    [{ kind: 'status', code: 500, body: 'upstream timed out' }, 'server-error'],
    [{ kind: 'body', what: 'huge', mb: 40 }, 'too-large'],
    [{ kind: 'body', what: 'gzip-bomb', mb: 40 }, 'too-large'],
    [{ kind: 'redirect', to: 'loop' }, 'bad-request'],
  ])(
    '%j is the fault %s, after one request, without the key in its message',
    async (deed, code) => {
      const fault = await faultFrom(askUnder(deed, api));
      expect(fault.code).toBe(code);
      expect(fault.message).not.toContain(canary);
      expect(await requests()).toBe(1);
    },
  );

  test.each<[Deed, object]>([
    [{ kind: 'body', what: 'bom' }, { text: 'Hello — 你好 😀' }],
    [{ kind: 'body', what: 'gzip' }, { text: 'Hello — 你好 😀' }],
    [{ kind: 'body', what: 'dup-key' }, { text: 'Hello — 你好 😀' }],
    [{ kind: 'close-after' }, { text: 'Hello — 你好 😀' }],
    [{ kind: 'drip', ms: 0, bytes: 50 }, { text: 'Hello — 你好 😀' }],
    [
      { kind: 'body', what: 'empty-content' },
      { text: '', finish: 'stop' },
    ],
    [
      { kind: 'body', what: 'null-content' },
      { text: '', finish: 'stop' },
    ],
    [{ kind: 'body', what: 'length' }, { finish: 'length' }],
    [
      { kind: 'body', what: 'refusal' },
      { text: 'I cannot help with that.', finish: 'refusal' },
    ],
    [{ kind: 'body', what: 'wrong-model' }, { servedModel: 'another-model-2026-01-01' }],
    [
      { kind: 'body', what: 'tool-call' },
      { finish: 'tool-calls', toolCalls: [{ name: 'look_up', arguments: { key: 'value' } }] },
    ],
  ])('%j is an answer: %j', async (deed, output) => {
    expect(await askUnder(deed, api)).toMatchObject(output);
  });

  test.each(['no-usage', 'negative-usage'] as const)('%s leaves the cost unknown', async (what) => {
    const output = await askUnder({ kind: 'body', what }, api);
    expect(output.text).toBe('Hello — 你好 😀');
    expect(output.costUsd).toBeUndefined();
    expect(output.usage?.inputTokens).toBeUndefined();
  });

  test.each<[Deed]>([[{ kind: 'hang-body' }], [{ kind: 'drip', ms: 50 }]])(
    'the deadline holds over the whole body: %j',
    async (deed) => {
      expect((await faultFrom(askUnder(deed, api, 120))).code).toBe('timeout');
    },
  );

  test('half an answer is never an answer, wherever it is cut', async () => {
    await chaos.plan({ mode: 'echo' });
    const open = await openTarget(targetOf(api), host);
    const whole = 900; // longer than each of the three answers
    await chaos.plan({
      mode: 'echo',
      rules: Array.from({ length: whole }, (_, at) => ({
        match: { nth: at + 1 },
        do: { kind: 'cut', at, how: 'clean' } as const,
      })),
    });
    const texts = new Set<string>();
    for (let at = 0; at < whole; at += 1) {
      const { signal } = new AbortController();
      const answer = open.call(aRequest({ messages }), { signal });
      texts.add(await answer.then((output) => output.text, codeOf));
    }
    expect([...texts].toSorted()).toEqual(['Hello — 你好 😀', 'bad-response', 'truncated']);
  });

  test('a redirect takes nothing to the other server', async () => {
    await elsewhere.plan({});
    const to = `${elsewhere.url}/v1/chat/completions`;
    const fault = await faultFrom(askUnder({ kind: 'redirect', to }, api));
    expect(fault.message).toContain('not followed');
    expect((await elsewhere.ledger()).invariants.requests).toBe(0);
  });

  test('says what the provider said about waiting and limits', async () => {
    seen.length = 0;
    const headers = { 'retry-after-ms': '300', 'x-ratelimit-remaining-requests': '0' };
    const fault = await faultFrom(askUnder({ kind: 'status', code: 429, headers }, api));
    expect(fault.retryAfterMs).toBe(300);
    expect(seen).toMatchObject([{ requests: { remaining: 0 } }]);
    expect(seen[0]?.provider).toContain(chaos.url);
  });

  test('sends what the API takes: messages, tools, schema and parameters', async () => {
    await chaos.plan({ mode: 'judge-honest', passWhen: '' });
    const responseSchema = {
      type: 'object',
      properties: { pass: { type: 'boolean' } },
      required: ['pass'],
      additionalProperties: false,
    };
    const tool = { name: 'look', description: 'Looks.', parameters: { type: 'object' } };
    const params = { temperature: 0, maxOutputTokens: 50, topP: 0.5, seed: 7, metadata: {} };
    const conversation: readonly Message[] = [
      { role: 'system', content: 'Use tools.' },
      { role: 'user', content: 'Look twice.' },
      {
        role: 'assistant',
        toolCalls: [
          { id: 'a', name: 'look', arguments: { at: 1 } },
          { id: 'b', name: 'look', arguments: { at: 2 } },
        ],
      },
      { role: 'tool', toolCallId: 'a', content: 'one' },
      { role: 'tool', toolCallId: 'b', content: 'two' },
      { role: 'user', content: 'And?' },
    ];
    const target = { ...targetOf(api), tools: [tool], responseSchema, params };
    const output = await ask(target, { messages: conversation });
    expect(JSON.parse(output.text)).toEqual({ pass: true });
  });

  test('a parameter that the API does not know goes there unchanged, and is refused there', async () => {
    await chaos.plan({});
    const fault = await faultFrom(ask({ ...targetOf(api), params: { wizardry: 1 } }));
    expect(fault).toMatchObject({ code: 'bad-request', status: 400 });
    expect(fault.message).toContain('wizardry');
  });

  test('sends its key, and never shows it when the provider repeats it', async () => {
    await chaos.plan({ key: canary, mode: 'echo' });
    expect((await ask(targetOf(api))).text).toBe('Hello — 你好 😀');
    const body = JSON.stringify({ error: { message: `Bad key ${canary}`, type: 'x' } });
    const fault = await faultFrom(askUnder({ kind: 'status', code: 401, body }, api));
    expect(fault.message).toContain('Bad key ***');
    expect(fault.message).toContain('API_KEY');
  });

  test('a known price is used, an unknown one leaves the cost out', async () => {
    await chaos.plan({ mode: 'echo' });
    const price = { input: 1_000_000, output: 0 };
    const priced = await ask({ ...targetOf(api), model: 'no-such-model', price });
    expect(priced.costUsd).toBe(priced.usage?.inputTokens);
    const unpriced = await ask({ ...targetOf(api), model: 'no-such-model' });
    expect(unpriced.costUsd).toBeUndefined();
  });
});

describe.each(['chat', 'responses'] as const)(
  'a prompt that Azure’s filter blocks over %s',
  (api) => {
    test('is answered, with nothing', async () => {
      const error = { code: 'content_filter', message: 'The response was filtered', status: 400 };
      const body = JSON.stringify({ error });
      const output = await askUnder({ kind: 'status', code: 400, body }, api);
      expect(output).toEqual({ text: '', finish: 'filter' });
    });
  },
);

describe('a stream', () => {
  test.each(['crlf', 'comments', 'split-mid-character'] as const)(
    'with %s is read whole',
    async (what) => {
      expect((await askUnder({ kind: 'sse', what }, 'stream')).text).toBe('Hello — 你好 😀');
    },
  );

  test.each([
    ['no-finish', 'truncated'],
    ['no-done', 'truncated'],
    ['bad-json', 'truncated'],
    ['reset-at', 'truncated'],
    ['error-event', 'overloaded'],
  ] as const)('with %s is the fault %s', async (what, code) => {
    expect((await faultFrom(askUnder({ kind: 'sse', what }, 'stream'))).code).toBe(code);
  });

  test('of nothing but signs of life ends at the deadline', async () => {
    const waiting = askUnder({ kind: 'sse', what: 'comments-only' }, 'stream', 120);
    expect((await faultFrom(waiting)).code).toBe('timeout');
  });
});

function codeOf(error: unknown): string {
  return isFaultError(error) ? error.fault.code : String(error);
}
