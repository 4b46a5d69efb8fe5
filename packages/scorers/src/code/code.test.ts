import type { CodeRequest, CodeResult } from '@pawl/core';
import { expect, it } from 'vitest';

import { code } from './code.ts';

const options = {
  file: 'solution.py',
  command: ['python3', 'test.py'],
  files: { 'test.py': 'import solution' },
};
const ended = (result: Partial<CodeResult>) => ({
  runCode: () =>
    Promise.resolve({ timedOut: false, stdout: '', stderr: '', notIsolated: [], ...result }),
});

it('writes the fenced code and the tests, and hands over the limits', async () => {
  const asked: CodeRequest[] = [];
  const runCode = (request: CodeRequest): Promise<CodeResult> => {
    asked.push(request);
    return Promise.resolve({
      exitCode: 0,
      timedOut: false,
      stdout: '',
      stderr: '',
      notIsolated: [],
    });
  };
  const output = 'Here:\n```python\nprint(1)\n```\nDone.';
  expect(await code({ output }, { ...options, timeout: '2s' }, { runCode })).toEqual({
    kind: 'scored',
    value: 1,
  });
  expect(asked).toEqual([
    {
      files: { 'test.py': 'import solution', 'solution.py': 'print(1)\n' },
      command: ['python3', 'test.py'],
      timeoutMs: 2000,
      memoryMb: 512,
      maxOutputBytes: 65_536,
    },
  ]);
});

it.each([
  [{ exitCode: 1, stderr: 'AssertionError' }, 'exit code 1: "AssertionError"'],
  [{ signal: 'SIGKILL' }, 'signal SIGKILL: ""'],
  [{ timedOut: true }, 'not finished after 10000 ms'],
])('gives 0 for %j', async (result, reason) => {
  expect(await code({ output: 'x = 1' }, options, ended(result))).toMatchObject({
    value: 0,
    reason,
  });
});

it('says what was not isolated', async () => {
  const ports = ended({ exitCode: 0, notIsolated: ['network'] });
  expect(await code({ output: 'x' }, options, ports)).toMatchObject({
    metadata: { notIsolated: ['network'] },
  });
});

it('has no opinion where nothing may be run', async () => {
  expect(await code({ output: 'x' }, options)).toMatchObject({ kind: 'unscored' });
  expect(await code({ output: '' }, options, ended({ exitCode: 0 }))).toMatchObject({ value: 0 });
});

it.each(['../up.py', '/etc/passwd', 'a/../../b', ''])('refuses the path %j', (file) => {
  expect(code.options.safeParse({ ...options, file }).success).toBe(false);
});
