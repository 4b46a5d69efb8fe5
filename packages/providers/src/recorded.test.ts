import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { RecordedTarget } from '@pawl/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { openTarget } from './open-target.ts';
import type { ProviderHost } from './provider-host.ts';
import { readRecordedRows } from './recorded-rows.ts';
import { aHost, aRequest, aTarget, mistakeOf } from './targets.fixture.ts';

let host: ProviderHost;
const { signal } = new AbortController();
const recorded: RecordedTarget = aTarget({ provider: 'recorded', outputs: 'out.jsonl' });

beforeEach(async () => {
  host = aHost({ root: await mkdtemp(join(tmpdir(), 'pawl-recorded-')) });
});

afterEach(() => rm(host.root, { recursive: true }));

function write(...rows: readonly (object | string)[]) {
  const lines = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)));
  return writeFile(join(host.root, 'out.jsonl'), lines.join('\n'));
}

async function replay(trial = 0, target = recorded) {
  const open = await openTarget(target, host);
  return open.call(aRequest({ trial }), { signal });
}

describe('a recorded target', () => {
  test('gives back the text of the case’s row, and its other fields', async () => {
    await write(
      { case_id: 'other', output: 'no' },
      { case_id: 'case', output: 'yes', published: { reward: 1 } },
    );
    expect(await replay()).toEqual({ text: 'yes', row: { published: { reward: 1 } } });
  });

  test('takes the rows of a case as trials in ascending order of `trial`', async () => {
    await write(
      { case_id: 'case', trial: 9, output: 'nine' },
      { case_id: 'case', trial: 2, output: 'two' },
    );
    expect((await replay(0)).text).toBe('two');
    expect((await replay(1)).text).toBe('nine');
  });

  test('selects rows by field, also by a dotted path', async () => {
    await write(
      { case_id: 'case', target: 'a', meta: { k: 1 }, output: 'first' },
      { case_id: 'case', target: 'a', meta: { k: 2 }, output: 'second' },
      { target: 'b' },
    );
    const where = { target: 'a', 'meta.k': 2 };
    expect((await replay(0, { ...recorded, where })).text).toBe('second');
    expect((await replay(0, { ...recorded, where: { meta: { k: 1 } } })).text).toBe('first');
  });

  test('a selection that no row meets is the user’s to mend, and says what there is', async () => {
    await write(
      { case_id: 'case', target: 'large', output: 'x' },
      { case_id: 'case', target: 'small', output: 'x' },
    );
    const error = await mistakeOf(replay(0, { ...recorded, where: { target: 'medium' } }));
    expect(error.message).toContain('where {"target":"medium"}');
    expect(error.hint).toBe('Correct `where`: in this file `target` is "large", "small".');
  });

  test('a planned trial without a row is a fault that names it', async () => {
    await write({ case_id: 'case', output: 'yes', target: 'a' });
    const message =
      'Trial 2 of case case was not recorded: out.jsonl where {"target":"a"} has 1 of them';
    await expect(replay(1, { ...recorded, where: { target: 'a' } })).rejects.toMatchObject({
      fault: { code: 'no-recording', message },
    });
  });

  test.each([[{ case_id: 'case', output: null }], [{ case_id: 'case' }]])(
    'a row without an output is a fault: %j',
    async (row) => {
      await write(row);
      await expect(replay()).rejects.toMatchObject({
        fault: { code: 'no-recording', message: 'The recorded row at out.jsonl:1 has no output' },
      });
    },
  );

  test('an empty output is an answer', async () => {
    await write({ case_id: 'case', output: '' });
    expect((await replay()).text).toBe('');
  });

  test('reads messages and tool calls in OpenAI’s words, nested and flat', async () => {
    const nested = { id: 'c1', type: 'function', function: { name: 'a', arguments: '{"x":1}' } };
    const flat = { id: 'c2', name: 'b', arguments: 'not { json' };
    await write({
      case_id: 'case',
      messages: [
        { role: 'user', content: 'hi' },
        { role: 'assistant', content: null, tool_calls: [nested, flat] },
        { role: 'tool', content: 'r', tool_call_id: 'c1', name: 'a' },
        { role: 'assistant', content: 'done' },
        { role: 'user', content: 'bye' },
      ],
    });
    const output = await replay();
    expect(output.text).toBe('done');
    expect(output.toolCalls).toEqual([
      { id: 'c1', name: 'a', arguments: { x: 1 } },
      { id: 'c2', name: 'b', arguments: 'not { json' },
    ]);
    expect(output.messages?.[2]).toEqual({
      role: 'tool',
      content: 'r',
      toolCallId: 'c1',
      name: 'a',
    });
  });

  test('reads usage, cost and latency; what is told wrongly is not known', async () => {
    await write(
      {
        case_id: 'case',
        trial: 0,
        output: 'x',
        usage: { prompt_tokens: 7, completion_tokens: 3 },
        cost: 0.5,
        latency: 120,
      },
      { case_id: 'case', trial: 1, output: 'x', usage: { prompt_tokens: -7 }, cost: 'much' },
    );
    expect(await replay(0)).toMatchObject({
      usage: { inputTokens: 7, outputTokens: 3 },
      costUsd: 0.5,
      latencyMs: 120,
    });
    const second = await replay(1);
    expect(second.usage).toEqual({});
    expect(second.costUsd).toBeUndefined();
  });

  test('keeps U+2028 inside a row: only a newline ends it', async () => {
    await write({ case_id: 'case', output: 'one\u2028two\u2029three\u0085four' });
    expect((await replay()).text).toBe('one\u2028two\u2029three\u0085four');
  });

  test('reads a file once however many targets ask for it', async () => {
    await write({ case_id: 'case', output: 'x' });
    const [one, two] = [readRecordedRows('out.jsonl', host), readRecordedRows('./out.jsonl', host)];
    expect(await one).toBe(await two);
  });

  test('names every bad row at once, with line and column', async () => {
    await write('{"case_id": "a", "output": nope}', '', '[1]', '{"case_id": "b", "output": "half');
    const error = await mistakeOf(openTarget(recorded, host));
    expect(error.problems.map(({ place }) => place)).toEqual([
      { file: 'out.jsonl', line: 1, column: 29 },
      { file: 'out.jsonl', line: 3, column: 1 },
      { file: 'out.jsonl', line: 4, column: 33 },
    ]);
  });

  test('refuses bytes that are not UTF-8', async () => {
    await writeFile(join(host.root, 'out.jsonl'), Buffer.from([0x7b, 0xff, 0x7d]));
    await expect(replay()).rejects.toMatchObject({
      problems: [{ message: 'It is not UTF-8', place: { line: 1 } }],
    });
  });

  test('refuses rows without the text of a case id, and one trial twice', async () => {
    await write(
      { case_id: 7, output: 'x' },
      { case_id: 'case', trial: 1, output: 'x' },
      { case_id: 'case', trial: 1, output: 'y' },
    );
    await expect(replay()).rejects.toMatchObject({
      problems: [
        { message: '`case_id` must be the text of a case id' },
        { message: 'Trial 1 of case case stands at line 2 too', place: { line: 3 } },
      ],
    });
  });

  test('a file that is not there is the user’s to mend', async () => {
    await expect(replay()).rejects.toMatchObject({
      name: 'UsageError',
      message: 'Cannot read out.jsonl: ENOENT',
    });
  });
});
