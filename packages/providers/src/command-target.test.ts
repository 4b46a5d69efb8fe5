import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { openTarget } from './open-target.ts';
import { aHost, aRequest, aTarget, faultFrom } from './targets.fixture.ts';

const canary = 'sk-canary-0123456789';
const env = { PATH: process.env['PATH'], TOKEN: canary };
const root = tmpdir();

async function run(source: string, signal = new AbortController().signal) {
  const command = [process.execPath, '-e', source];
  const target = aTarget({ provider: 'command', command, env: { KEY: '$TOKEN' } });
  const open = await openTarget(target, aHost({ root, env }));
  return open.call(aRequest({ trial: 1, metadata: { k: 'v' } }), { signal });
}

const readQuestion = 'const q = JSON.parse(require("node:fs").readFileSync(0, "utf8"));';

describe('a command target', () => {
  test('reads one JSON question and answers with text', async () => {
    const output = await run(
      `${readQuestion} console.log(q.input, q.case.id, q.case.metadata.k, q.trial)`,
    );
    expect(output).toEqual({ text: 'question case v 1' });
  });

  test('may answer with JSON in our words', async () => {
    const answer = { output: 'yes', toolCalls: [{ name: 't', arguments: '{"a":1}' }], cost: 0.25 };
    expect(await run(`console.log(${JSON.stringify(JSON.stringify(answer))})`)).toEqual({
      text: 'yes',
      toolCalls: [{ name: 't', arguments: { a: 1 } }],
      costUsd: 0.25,
    });
  });

  test('JSON in other words is the answer itself', async () => {
    expect(await run(`console.log('{"answer": 5}')`)).toEqual({ text: '{"answer": 5}' });
    expect(await run(`console.log('{"output": half')`)).toEqual({ text: '{"output": half' });
  });

  test('JSON in our words that does not fit is a fault', async () => {
    await expect(run(`console.log('{"text": 5}')`)).rejects.toMatchObject({
      fault: { code: 'output-not-json', message: expect.stringContaining('at text') },
    });
  });

  test('a failing exit is a fault with the code and the last lines of stderr', async () => {
    await expect(
      run(`console.error('one\\ntwo\\n${canary}'); console.log('ignored'); process.exit(3)`),
    ).rejects.toMatchObject({
      fault: { code: 'target-exited', message: 'The program ended with 3: one | two | ***' },
    });
  });

  test('so are a crash, and an answer that is nothing', async () => {
    await expect(run(`process.kill(process.pid, 'SIGSEGV')`)).rejects.toMatchObject({
      fault: { code: 'target-exited', message: expect.stringContaining('SIGSEGV') },
    });
    await expect(run(`console.log(' ')`)).rejects.toMatchObject({
      fault: { code: 'target-exited', message: expect.stringContaining('wrote nothing') },
    });
  });

  test('output that is not UTF-8 is a fault', async () => {
    await expect(run(`process.stdout.write(Buffer.from([0xff, 0x61]))`)).rejects.toMatchObject({
      fault: { code: 'output-not-json', message: expect.stringContaining('UTF-8') },
    });
  });

  test('endless output is stopped', async () => {
    const flood = `const b = Buffer.alloc(1 << 20, 120); (function f() { process.stdout.write(b, f) })()`;
    await expect(run(flood)).rejects.toMatchObject({ fault: { code: 'too-large' } });
  });

  test('a flood on stderr is no harm, and only its end is kept', async () => {
    const output = await run(
      `process.stderr.write(Buffer.alloc(4 << 20, 120), () => console.log('ok'))`,
    );
    expect(output.text).toBe('ok');
  });

  test('one that never reads its question may still answer', async () => {
    const open = await openTarget(
      aTarget({
        provider: 'command',
        command: [process.execPath, '-e', 'process.stdin.destroy(); console.log("ok")'],
      }),
      aHost({ root, env }),
    );
    const { signal } = new AbortController();
    const request = aRequest({ input: 'x'.repeat(4 << 20) });
    expect((await open.call(request, { signal })).text).toBe('ok');
  });

  test('is killed at the deadline together with all that it started', async () => {
    const child = `require('node:child_process').spawn(process.execPath,
      ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })`;
    const controller = new AbortController();
    const pids: number[] = [];
    const server = await listenForPids(pids, () => controller.abort());
    const tell = `fetch('http://127.0.0.1:${server.port}/' + [process.pid, child.pid].join())`;
    const running = run(
      `const child = ${child}; ${tell}; setInterval(() => {}, 1000)`,
      controller.signal,
    );
    await expect(running).rejects.toMatchObject({ fault: { code: 'cancelled' } });
    expect(pids).toHaveLength(2);
    for (const pid of pids) expect(await isGone(pid)).toBe(true);
    server.close();
  });

  test('what it leaves behind when it ends is killed too', async () => {
    const output = await run(`const child = require('node:child_process').spawn(process.execPath,
      ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      child.unref(); console.log(child.pid); process.stdout.write('', () => process.exit(0))`);
    expect(await isGone(Number(output.text))).toBe(true);
  });

  test('a program that is not there is the user’s to mend, before anything runs', async () => {
    const target = aTarget({ provider: 'command', command: ['no-such-program-here'] });
    await expect(openTarget(target, aHost({ root, env }))).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('no-such-program-here'),
    });
  });

  test('a program that cannot be started is a fault, not a crash', async () => {
    const command = [process.execPath, '-p', '1', 'x'.repeat(4 << 20)];
    const open = await openTarget(aTarget({ provider: 'command', command }), aHost({ root, env }));
    const { signal } = new AbortController();
    const fault = await faultFrom(open.call(aRequest(), { signal }));
    expect(fault).toMatchObject({ code: 'target-exited' });
    expect(fault.message).toContain('could not be started: E2BIG');
  });

  test('no word of it goes through a shell', async () => {
    const command = [process.execPath, '-p', 'process.argv[1]', '$(id); `id` && x > y'];
    const open = await openTarget(aTarget({ provider: 'command', command }), aHost({ root, env }));
    const { signal } = new AbortController();
    expect((await open.call(aRequest(), { signal })).text).toBe('$(id); `id` && x > y');
  });
});

async function listenForPids(pids: number[], onPids: () => void) {
  const { createServer } = await import('node:http');
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    pids.push(...(request.url ?? '/').slice(1).split(',').map(Number));
    response.end();
    onPids();
  }).listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { port, close: () => server.close() };
}

// a killed process may stay in the table until its parent, or init, has read its end
async function isGone(pid: number): Promise<boolean> {
  const { readFile } = await import('node:fs/promises');
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    if (/\) Z /.test(stat)) return true;
    await sleep(20);
  }
  return false;
}
