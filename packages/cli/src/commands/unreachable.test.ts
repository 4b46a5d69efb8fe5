import { get } from 'node:https';
import { text } from 'node:stream/consumers';

import { expect, test, vi } from 'vitest';

import { spawnChaos } from '../../../../scripts/chaos/spawn-chaos.ts';
import { chaosEnv, startChaosProject } from '../../testing/chaos-project.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A run of 200 cases whose provider is at another address. */
async function runAt(baseUrl: string, env: Readonly<Record<string, string>> = {}) {
  await using project = await startChaosProject({ cases: 200 });
  await project.edit('pawl.yaml', `${project.chaos.url}/v1`, baseUrl);
  const pawl = project.in({ env: { ...chaosEnv, ...env }, random: () => 0 });
  const { code, out } = await pawl('run', '--json', '--reporter', 'terminal:said.txt');
  const { outcome, reason, faulted } = JSON.parse(out);
  return {
    ended: { code, outcome, reason, faulted },
    said: (await project.read('said.txt')).replaceAll(/\s+/g, ' '),
  };
}

const incomplete = { code: 3, outcome: 'incomplete', faulted: 200 };

test('a closed port ends the run, and its message names host and cause', async () => {
  const { ended, said } = await runAt('http://127.0.0.1:1/v1');
  expect(ended).toEqual({ ...incomplete, reason: 'provider-down' });
  expect(said).toContain('No answer from 127.0.0.1:1 (ECONNREFUSED)');
  expect(said).toContain('→ Go on: `pawl run --resume ');
});

test('a host that does not exist ends the run, and is named', async () => {
  const { ended, said } = await runAt('http://no-such-host.invalid/v1');
  expect(ended).toEqual({ ...incomplete, reason: 'dns' });
  expect(said).toContain('The name no-such-host.invalid cannot be found (');
  expect(said).toContain("→ Check the target's address and the network.");
});

test.each(['self-signed', 'expired', 'wrong-host'])(
  'a server whose certificate is %s ends the run, and is sent nothing, also where checks are switched off',
  async (kind) => {
    const server = await spawnChaos('--tls', kind);
    const { ended, said } = await runAt(`${server.url}/v1`, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    const { invariants } = JSON.parse(await askUnchecked(`${server.url}/_ledger`));
    await server.stop();
    expect(ended).toEqual({ ...incomplete, reason: 'tls' });
    expect(said).toContain('No trustworthy connection to 127.0.0.1:');
    expect(said).toContain('→ Check the certificate of the host; it is never ignored.');
    expect(said).toContain(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: models and services are asked over checked connections',
    );
    expect(invariants.requests).toBe(0);
  },
);

function askUnchecked(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { rejectUnauthorized: false }, (response) => resolve(text(response))).on(
      'error',
      reject,
    );
  });
}

test('a provider that goes away in the middle of a run and comes back costs no case, and is told', async () => {
  await using project = await startChaosProject({
    cases: 120,
    plan: { rules: [{ match: { nth: 60 }, times: 1, do: { kind: 'refuse', ms: 1500 } }] },
  });
  const { code, out } = await project.pawl('run', '-j', '8');
  expect(code).toBe(0);
  expect(out).toMatch(/Noted\s+! openai .* no longer answers: /);
  const { invariants } = await project.chaos.ledger();
  expect(invariants).toMatchObject({ cases: 120, paidTwice: 0 });
});
