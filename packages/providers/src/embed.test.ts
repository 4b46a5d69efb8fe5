import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { spawnChaos, type Chaos } from '../../../scripts/chaos/spawn-chaos.ts';
import { openEmbed } from './embed.ts';
import { openModel } from './open-model.ts';
import { aHost, faultFrom, mistakeOf } from './targets.fixture.ts';
import { closeProviders } from './wire.ts';

const host = aHost({ env: { OPENAI_API_KEY: 'sk-canary-0123456789' } });
const { signal } = new AbortController();
let chaos: Chaos;

beforeAll(async () => {
  chaos = await spawnChaos();
});

afterAll(async () => {
  await closeProviders(host);
  await chaos.stop();
});

const request = { provider: 'openai', model: 'text-embedding-3-small' };

describe('openEmbed', () => {
  test('gives one vector a text, in order', async () => {
    await chaos.plan({});
    const embed = await openEmbed({ provider: 'openai', baseUrl: `${chaos.url}/v1` }, host);
    const vectors = await embed({ ...request, texts: ['aab', 'aba', 'z'] }, { signal });
    expect(vectors).toHaveLength(3);
    expect(vectors[0]).toEqual(vectors[1]);
    expect(vectors[0]).not.toEqual(vectors[2]);
  });

  test('an answer of another shape is a fault', async () => {
    await chaos.plan({ rules: [{ do: { kind: 'body', what: 'wrong-shape' } }] });
    const embed = await openEmbed({ provider: 'openai', baseUrl: `${chaos.url}/v1` }, host);
    const fault = await faultFrom(embed({ ...request, texts: ['a'] }, { signal }));
    expect(fault.code).toBe('bad-response');
  });

  test('Anthropic has none', async () => {
    expect((await mistakeOf(openEmbed({ provider: 'anthropic' }, host))).code).toBe(
      'no-embeddings',
    );
  });
});

describe('openModel', () => {
  test('is the same port for a judge', async () => {
    await chaos.plan({ mode: 'judge-prose' });
    const spec = { provider: 'openai', baseUrl: `${chaos.url}/v1` } as const;
    const model = openModel(spec, host);
    expect(model.id).toBe(`openai ${chaos.url}/v1`);
    const messages = [{ role: 'user', content: 'Is it good?' }] as const;
    const answer = await model.complete({ ...spec, model: 'gpt-4o-mini', messages }, { signal });
    expect(answer.text).toMatch(/rather good/);
  });
});
