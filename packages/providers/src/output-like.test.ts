import type { Output } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import { readOutput } from './output-like.ts';

function outputOf(value: unknown): Output {
  const reading = readOutput(value);
  if (reading.kind === 'unreadable') throw new Error(reading.problem);
  return reading.output;
}

describe('messages of other houses', () => {
  test('Anthropic’s: calls and results are parts of the content', () => {
    const { text, messages, toolCalls } = outputOf({
      messages: [
        { role: 'user', content: 'Clean up.' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I will.' },
            { type: 'tool_use', id: 'tu_1', name: 'delete_all', input: { really: true } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'tu_1', content: [{ type: 'text', text: 'gone' }] },
            { type: 'text', text: 'Thanks' },
          ],
        },
      ],
    });
    expect(text).toBe('I will.');
    expect(toolCalls).toEqual([{ id: 'tu_1', name: 'delete_all', arguments: { really: true } }]);
    expect(messages?.slice(2)).toEqual([
      { role: 'tool', content: 'gone', toolCallId: 'tu_1' },
      { role: 'user', content: 'Thanks' },
    ]);
  });

  test('a message of nothing but results is no turn of the user', () => {
    const { messages } = outputOf({
      messages: [
        { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'look', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'seen' }] },
      ],
    });
    expect(messages?.map(({ role }) => role)).toEqual(['assistant', 'tool']);
  });

  test('OpenAI’s old ones: one function call a message', () => {
    const call = { name: 'delete_all', arguments: '{"really":true}' };
    const wanted = [{ name: 'delete_all', arguments: { really: true } }];
    const message = { role: 'assistant', content: null, function_call: call };
    expect(outputOf({ messages: [message] }).toolCalls).toEqual(wanted);
    expect(outputOf({ output: '', function_call: call }).toolCalls).toEqual(wanted);
  });

  test('the AI SDK’s: parts with dashes', () => {
    const { toolCalls, messages } = outputOf({
      messages: [
        {
          role: 'assistant',
          content: [{ type: 'tool-call', toolCallId: 'c', toolName: 'look', input: { at: 1 } }],
        },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              toolCallId: 'c',
              toolName: 'look',
              output: { type: 'json', value: { seen: true } },
            },
          ],
        },
      ],
    });
    expect(toolCalls).toEqual([{ id: 'c', name: 'look', arguments: { at: 1 } }]);
    expect(messages?.at(-1)).toEqual({
      role: 'tool',
      content: '{"seen":true}',
      toolCallId: 'c',
      name: 'look',
    });
  });

  test.each([
    [{ role: 'assistant', content: [{ type: 'toolUse', name: 'x' }] }, 'toolUse'],
    [{ role: 'assistant', content: [{ type: 'tool_use', input: {} }] }, 'tool_use'],
    [{ role: 'assistant', toolInvocations: [{ toolName: 'x' }] }, 'toolInvocations'],
  ])('%j is not read as a message without calls', (message, name) => {
    expect(readOutput({ messages: [message] })).toMatchObject({
      kind: 'unreadable',
      problem: expect.stringMatching(name),
    });
  });
});

test('an empty list of calls does not hide those of the messages', () => {
  const messages = [{ role: 'assistant', tool_calls: [{ name: 'drop', arguments: {} }] }];
  const drop = [{ name: 'drop', arguments: {} }];
  expect(outputOf({ output: '', toolCalls: [], messages }).toolCalls).toEqual(drop);
  expect(
    outputOf({ output: '', toolCalls: [], messages: [{ ...messages[0], toolCalls: [] }] })
      .toolCalls,
  ).toEqual(drop);
  expect(outputOf({ output: '', toolCalls: [] }).toolCalls).toEqual([]);
});
