import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openTarget } from './open-target.ts';
import { aHost, aRequest, aTarget, mistakeOf } from './targets.fixture.ts';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pawl-module-'));
});

afterAll(() => rm(root, { recursive: true }));

let count = 0;

async function open(source: string) {
  count += 1;
  const module = `target-${count}.mjs`;
  await writeFile(join(root, module), source);
  return openTarget(aTarget({ provider: 'module', module }), aHost({ root }));
}

async function ask(source: string, signal = new AbortController().signal) {
  const target = await open(source);
  return target.call(aRequest({ trial: 2, metadata: { k: 'v' } }), { signal });
}

describe('a module target', () => {
  test('is called with the input and its context', async () => {
    const output = await ask(`export default (input, { trial, case: { id, metadata }, signal }) =>
      [input, trial, id, metadata.k, signal.aborted].join()`);
    expect(output).toEqual({ text: 'question,2,case,v,false' });
  });

  test('may answer with an object that has messages, tool calls and usage', async () => {
    const output = await ask(`export default async () => ({
      output: 'yes',
      toolCalls: [{ name: 'look', arguments: { a: 1 } }],
      usage: { inputTokens: 3, outputTokens: 4 },
    })`);
    expect(output).toEqual({
      text: 'yes',
      toolCalls: [{ name: 'look', arguments: { a: 1 } }],
      usage: { inputTokens: 3, outputTokens: 4 },
    });
  });

  test.each([
    ['() => { throw new TypeError("no such thing") }', 'TypeError: no such thing'],
    ['async () => { throw new Error("late") }', 'Error: late'],
    ['() => { throw "a text" }', 'a value of type string: a text'],
    ['() => Promise.reject(null)', 'null: null'],
  ])('what %s throws is a fault', async (source, said) => {
    await expect(ask(`export default ${source}`)).rejects.toMatchObject({
      fault: { code: 'target-threw', message: expect.stringContaining(said) },
    });
  });

  test.each([
    ['undefined', 'gave back nothing'],
    ['42', 'a value of type number'],
    ['({ answer: 1 })', 'It has no output'],
    ['({ output: "x", messages: [{ role: "wizard" }] })', 'messages.0.role'],
    ['({ output: () => 1 })', 'at output'],
  ])('a value such as %s is a fault that says what was expected', async (value, said) => {
    await expect(ask(`export default () => ${value}`)).rejects.toMatchObject({
      fault: { code: 'target-threw', message: expect.stringMatching(/expected a text, or/) },
    });
    await expect(ask(`export default () => ${value}`)).rejects.toThrow(said);
  });

  test('is left behind at the deadline', async () => {
    const waiting = ask('export default () => new Promise(() => {})', AbortSignal.timeout(20));
    await expect(waiting).rejects.toMatchObject({ fault: { code: 'timeout' } });
  });

  test.each([
    ['throw new Error("at load")', /does not load: at load/],
    ['export const other = 1', /has no function as its default export/],
    ['export default 7', /has no function as its default export/],
    ['import "./not-there.mjs"', /does not load: .*not-there/],
  ])('that does not load is one mistake of the user’s: %s', async (source, said) => {
    const error = await mistakeOf(open(source));
    expect(error.message).toMatch(said);
    expect(error.problems).toMatchObject([{ place: { file: `target-${count}.mjs` } }]);
  });

  test('that throws at load names the line', async () => {
    const error = await mistakeOf(open('\n\n  throw new Error("x")'));
    expect(error.problems[0]?.place).toMatchObject({ line: 3, column: 9 });
  });
});
