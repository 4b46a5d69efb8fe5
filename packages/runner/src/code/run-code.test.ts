import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { CodeRequest } from '@pawl/core';
import { expect, test } from 'vitest';

import { parseSql } from './parse-sql.ts';
import { runCode } from './run-code.ts';

const request = (script: string, more: Partial<CodeRequest> = {}): CodeRequest => ({
  files: { 'main.sh': script },
  command: ['/bin/sh', 'main.sh'],
  timeoutMs: 20_000,
  memoryMb: 256,
  maxOutputBytes: 10_000,
  ...more,
});

test('a command sees its files and says what it says', async () => {
  const result = await runCode(
    request('cat data/in.txt; echo wrong >&2; exit 3', {
      files: { 'main.sh': 'cat data/in.txt; echo wrong >&2; exit 3', 'data/in.txt': 'hello' },
    }),
  );
  expect(result).toMatchObject({
    stdout: 'hello',
    stderr: 'wrong\n',
    exitCode: 3,
    timedOut: false,
  });
});

test('no key of ours is in its environment', async () => {
  process.env['PAWL_TEST_CANARY'] = 'canary-77';
  const { stdout } = await runCode(request('env'));
  delete process.env['PAWL_TEST_CANARY'];
  expect(stdout).toContain('HOME=');
  expect(stdout).not.toContain('canary-77');
});

test('an endless command and its children are gone after the deadline', async () => {
  const result = await runCode(request('sleep 1000 & echo $!; wait', { timeoutMs: 300 }));
  expect(result.timedOut).toBe(true);
  expect(result.exitCode).toBeUndefined();
});

test('a command that floods its output is stopped at the limit', async () => {
  const result = await runCode(request('yes', { maxOutputBytes: 1000 }));
  expect(result.stdout).toHaveLength(1000);
  expect(result.timedOut).toBe(false);
});

test('a command that takes too much memory fails', async () => {
  const script = 'x=1; while true; do x=$x$x; done';
  const result = await runCode(request(script, { memoryMb: 50 }));
  expect(result.exitCode).not.toBe(0);
  expect(result.timedOut).toBe(false);
});

test('a server on this machine cannot be reached, or the result says that it can', async () => {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const script = `require('net').connect(${port}, '127.0.0.1').on('error', () => {})`;
  const { notIsolated } = await runCode({
    ...request(''),
    files: { 'main.js': script },
    command: [process.execPath, 'main.js'],
  });
  server.close();
  expect(visits === 0 || notIsolated.includes('the network can be reached')).toBe(true);
});

test('its folder is gone afterwards', async () => {
  const { stdout } = await runCode(request('pwd'));
  expect(stdout.trim()).not.toBe('');
  expect(existsSync(stdout.trim())).toBe(false);
});

test.each(['../out.txt', '/tmp/pawl-out.txt', 'a/../../out.txt'])(
  'a file named %s is not written',
  async (name) => {
    await expect(runCode({ ...request(''), files: { [name]: 'x' } })).rejects.toThrow(
      'outside of the folder',
    );
  },
);

test('an aborted signal stops the command', async () => {
  const controller = new AbortController();
  const running = runCode(request('sleep 1000'), { signal: controller.signal });
  controller.abort();
  expect((await running).exitCode).not.toBe(0);
});

test('a command that does not exist is an exit code and not a crash', async () => {
  const result = await runCode({ ...request(''), command: ['no-such-program-here'] });
  expect(result.exitCode).toBe(127);
});

test.each([
  ['SELECT a, count(*) FROM t GROUP BY a', undefined],
  ['SELECT * FORM t', 'near "FORM": syntax error'],
  ['SELECT (1', 'incomplete input'],
  ['SELECT 1; SELECT 2;\n', undefined],
  ['SELECT 1; SELECT FROM WHERE', 'near "FROM": syntax error'],
  ['SELECT 1 -- and a remark', undefined],
  ['', 'The text is empty'],
])('%s parses as SQL or says why not', (text, message) => {
  expect(parseSql(text, 'sqlite')).toBe(message);
});

test('nothing outside of its folder can be written, or the result says that it can', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'pawl-outside-'));
  const script = `mount -o remount,rw / 2>/dev/null; mount -o remount,bind,rw / 2>/dev/null
    echo x > ${outside}/file; rm -rf ${outside}; echo y > inside && cat inside`;
  const { stdout, notIsolated } = await runCode(request(script));
  const kept = existsSync(outside) && !existsSync(join(outside, 'file'));
  expect(stdout).toBe('y\n');
  expect(kept || notIsolated.includes('files outside of its folder can be written')).toBe(true);
});

test('a child that leaves its process group ends with it, or the result says that processes can be seen', async () => {
  const script = `const { spawn } = require('child_process');
    const child = spawn('sleep', ['987654'], { detached: true, stdio: 'ignore' });
    child.unref(); console.log('left');`;
  const { stdout, notIsolated } = await runCode({
    ...request(''),
    files: { 'main.js': script },
    command: [process.execPath, 'main.js'],
  });
  const { stdout: seen } = await promisify(execFile)('ps', ['-eo', 'args']).catch(() => ({
    stdout: '',
  }));
  expect(stdout).toBe('left\n');
  expect(
    !seen.includes('sleep 987654') || notIsolated.includes('other processes can be seen'),
  ).toBe(true);
});

test('one file and the whole folder hold only so much, or the result says that the disk can be filled', async () => {
  const script = `head -c 100000000 /dev/zero > big; ls -s big | cut -d' ' -f1
    for each in 1 2 3 4 5 6; do head -c 60000000 /dev/zero > part$each; done 2>/dev/null; du -sm . | cut -f1`;
  const { stdout, notIsolated } = await runCode(request(script));
  const [big, all] = stdout.trim().split('\n').map(Number);
  expect(big).toBeLessThan(70_000);
  expect((all ?? Infinity) <= 256 || notIsolated.includes('the disk can be filled')).toBe(true);
});

test('it has only so many processes, or the result says that they are not limited', async () => {
  const script = `for each in $(seq 400); do sleep 5 & done; echo all`;
  const { stdout, notIsolated } = await runCode(request(script));
  expect(
    !stdout.includes('all') || notIsolated.includes('the number of its processes is not limited'),
  ).toBe(true);
});

test('it says that memory is limited for each process alone', async () => {
  const { notIsolated } = await runCode(request('true'));
  expect(notIsolated.join()).toMatch(/memory is (?:limited for each|not limited)/);
});
