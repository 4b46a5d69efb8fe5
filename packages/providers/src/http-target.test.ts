import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Deed } from '../../../scripts/chaos/plan.ts';
import { spawnChaos, type Chaos } from '../../../scripts/chaos/spawn-chaos.ts';
import { openTarget } from './open-target.ts';
import { aHost, aRequest, aTarget, faultFrom, mistakeOf } from './targets.fixture.ts';
import { closeProviders } from './wire.ts';

const canary = 'sk-canary-0123456789';
const host = aHost({ env: { TOKEN: canary } });
let chaos: Chaos;

beforeAll(async () => {
  chaos = await spawnChaos();
});

afterAll(async () => {
  await closeProviders(host);
  await chaos.stop();
});

const body = { question: 'How long?' };

async function ask(own: { output?: string; headers?: Record<string, string> } = {}) {
  const target = aTarget({ provider: 'http', url: `${chaos.url}/echo`, ...own });
  const open = await openTarget(target, host);
  return open.call(aRequest({ body }), { signal: AbortSignal.timeout(30_000) });
}

async function askUnder(deed: Deed) {
  await chaos.plan({ mode: 'echo', rules: [{ do: deed }] });
  return ask({ output: '$.answer' });
}

describe('an http target', () => {
  test('sends the rendered body and picks the answer by its path', async () => {
    await chaos.plan({ mode: 'echo' });
    expect(await ask({ output: '$.answer' })).toEqual({ text: JSON.stringify(body) });
    expect(await ask({ output: '$.asked.question' })).toEqual({ text: 'How long?' });
  });

  test('a value that is no text is the answer as JSON; without a path all of it is', async () => {
    await chaos.plan({ mode: 'echo' });
    expect(await ask({ output: '$.asked' })).toEqual({ text: JSON.stringify(body) });
    expect(JSON.parse((await ask()).text)).toMatchObject({ asked: body });
  });

  test('fills its headers from the environment, and never shows them', async () => {
    await chaos.plan({ key: canary, mode: 'echo' });
    const headers = { authorization: 'Bearer $TOKEN' };
    expect((await ask({ headers, output: '$.answer' })).text).toContain('How long?');
    const echoed = { error: { message: `Who is ${canary}?` } };
    const rules = [{ do: { kind: 'status', code: 500, body: JSON.stringify(echoed) } } as const];
    await chaos.plan({ rules });
    expect((await faultFrom(ask({ headers }))).message).toContain('Who is ***?');
  });

  test.each<[Deed, string]>([
    [{ kind: 'status', code: 500, body: '{"answer": "30 days"}' }, 'server-error'],
    [{ kind: 'status', code: 404, body: '{"answer": "30 days"}' }, 'bad-request'],
    [{ kind: 'status', code: 429 }, 'rate-limited'],
    [{ kind: 'status', code: 401 }, 'auth'],
    [{ kind: 'body', what: 'html' }, 'bad-response'],
    [{ kind: 'body', what: 'empty' }, 'bad-response'],
    [{ kind: 'body', what: 'wrong-shape' }, 'bad-response'],
    [{ kind: 'body', what: 'err200' }, 'server-error'],
    [{ kind: 'body', what: 'huge', mb: 40 }, 'too-large'],
    [{ kind: 'body', what: 'bad-utf8' }, 'bad-response'],
    [{ kind: 'redirect', to: 'loop' }, 'bad-request'],
    [{ kind: 'reset-mid' }, 'truncated'],
  ])('%j is the fault %s: its body is never graded', async (deed, code) => {
    const fault = await faultFrom(askUnder(deed));
    expect(fault.code).toBe(code);
    expect((await chaos.ledger()).invariants.requests).toBe(1);
  });

  test('a header without its variable is a mistake that names both', async () => {
    const error = await mistakeOf(ask({ headers: { 'x-key': '$NOT_SET' } }));
    expect(error.message).toBe('Header x-key of target target needs NOT_SET, which is not set');
  });

  test('a path that is none is a mistake', async () => {
    expect((await mistakeOf(ask({ output: '$.[' }))).code).toBe('bad-json-path');
  });

  test('a URL that is none is a mistake', async () => {
    const target = aTarget({ provider: 'http', url: '/answer' });
    expect((await mistakeOf(openTarget(target, host))).code).toBe('bad-url');
  });
});
