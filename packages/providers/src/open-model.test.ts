import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { openModel } from './open-model.ts';
import { aHost } from './targets.fixture.ts';

const spec = { provider: 'openai', baseUrl: 'http://127.0.0.1:9/v1' } as const;

// both SDKs reach for `Headers`, and with it comes Node's own fetch, which leaves this mark
const program = `
import { openModel } from ${JSON.stringify(new URL('open-model.ts', import.meta.url).href)};
const isLoaded = () => Symbol.for('undici.globalDispatcher.1') in globalThis;
const host = { root: '/', env: {}, loadModule: () => undefined, now: () => new Date() };
const model = openModel(${JSON.stringify(spec)}, host);
await new Promise((resolve) => setTimeout(resolve, 20));
const before = isLoaded();
const request = { ...${JSON.stringify(spec)}, model: 'm', messages: [{ role: 'user', content: 'Hello' }] };
const said = await model.complete(request, { signal: new AbortController().signal }).catch(({ fault }) => fault.code);
console.log(JSON.stringify([before, said, isLoaded()]));
`;

test('the SDK is loaded with the first request', () => {
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect([ended.stderr, ended.stdout.trim()]).toEqual(['', '[false,"connection",true]']);
});

test.each([
  ['http_proxy', '10.0.0.1:3128'],
  ['HTTPS_PROXY', 'socks5://10.0.0.1:3128'],
])('a proxy that cannot be used is told before anything is asked: %s=%s', (name, url) => {
  const open = (): unknown => openModel(spec, aHost({ env: { [name]: url } }));
  expect(open).toThrow(`The proxy in ${name.toLowerCase()} is not a URL: ${url}`);
});
