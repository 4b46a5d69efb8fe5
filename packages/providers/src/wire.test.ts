import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { spawnChaos, type Chaos } from '../../../scripts/chaos/spawn-chaos.ts';
import { openTarget } from './open-target.ts';
import { aHost, aRequest, aTarget } from './targets.fixture.ts';
import { closeProviders, wireOf } from './wire.ts';

const host = aHost({ env: { OPENAI_API_KEY: 'sk-canary-0123456789' } });
let chaos: Chaos;

beforeAll(async () => {
  chaos = await spawnChaos();
});

afterAll(async () => {
  await closeProviders(host);
  await chaos.stop();
});

const messages = [{ role: 'user', content: 'Hello' }] as const;

describe('the wire', () => {
  test('is one for all targets of a host', () => {
    expect(wireOf(host)).toBe(wireOf(host));
    expect(wireOf(aHost())).not.toBe(wireOf(host));
  });

  test('loses nothing to a server that closes its connections all the time', async () => {
    const rules = [{ match: { every: 7 }, do: { kind: 'close-after' } as const }];
    await chaos.plan({ mode: 'echo', rules });
    const baseUrl = `${chaos.url}/v1`;
    const open = await openTarget(aTarget({ provider: 'openai', model: 'm', baseUrl }), host);
    const { signal } = new AbortController();
    const askMany = async () => {
      for (let count = 0; count < 70; count += 1) {
        expect((await open.call(aRequest({ messages }), { signal })).text).toBe('Hello');
      }
    };
    await Promise.all(Array.from({ length: 10 }, askMany));
    expect((await chaos.ledger()).invariants.requests).toBe(700);
  });
});

describe('the wire over TLS', () => {
  test('checks certificates even where the environment says not to', async () => {
    const said = await askInOwnProcess('self-signed', () => ({
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    }));
    expect(said).toMatch(/^tls: .*\(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
  });

  test.each([
    ['self-signed', /^answered: /],
    ['expired', /^tls: .*\(CERT_HAS_EXPIRED\)/],
    ['wrong-host', /^tls: .*\(ERR_TLS_CERT_ALTNAME_INVALID\)/],
  ])('with an authority that the user names, %s is %s', async (kind, expected) => {
    expect(await askInOwnProcess(kind, (file) => ({ NODE_EXTRA_CA_CERTS: file }))).toMatch(
      expected,
    );
  });
});

async function askInOwnProcess(kind: string, env: (caFile: string) => Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'pawl-tls-'));
  const server = await spawnChaos('--tls', kind);
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, server.ca ?? '');
  const entry = new URL('./open-target.ts', import.meta.url).href;
  const program = `
    import { openTarget } from ${JSON.stringify(entry)};
    const host = { root: '/', env: {}, loadModule: (path) => import(path), now: () => new Date() };
    const open = await openTarget({ name: 't', provider: 'http', url: '${server.url}/echo' }, host);
    const request = { set: 's', caseId: 'c', trial: 0, input: '', body: {} };
    const { signal } = new AbortController();
    console.log(await open.call(request, { signal }).then(
      (output) => 'answered: ' + output.text,
      ({ fault }) => fault.code + ': ' + fault.message));`;
  const args = ['--input-type=module', '-e', program];
  const run = { env: { ...process.env, ...env(caFile) } };
  const { stdout } = await promisify(execFile)(process.execPath, args, run);
  await server.stop();
  await rm(folder, { recursive: true });
  return stdout.trim();
}
