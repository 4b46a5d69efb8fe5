import { describe, expect, test } from 'vitest';

import type { Json } from '../json.ts';
import { readTrace } from './read-trace.ts';

const question = 'How many days do I have to return a jacket?';
const wrong = 'You can return it within 60 days.';

function exchangeOf(trace: Json): unknown {
  const reading = readTrace(trace);
  if (reading.kind === 'unknown') return 'unknown';
  const { shape, asked, answer, configuration } = reading.exchange;
  return { shape, asked, answer, configuration };
}

const text = (key: string, stringValue: string): Json => ({ key, value: { stringValue } });

const otlp = (...spans: readonly Json[]): Json => ({
  resourceSpans: [{ resource: {}, scopeSpans: [{ scope: { name: 'app' }, spans }] }],
});

const asked = [{ role: 'user', content: question }];
const answer = [{ role: 'assistant', content: wrong }];

describe('OpenTelemetry GenAI spans', () => {
  // Attribute names and message parts: OpenTelemetry semantic conventions for generative AI, 1.37.
  const span = {
    name: 'chat gpt-5-mini',
    startTimeUnixNano: '1793620800000000000',
    attributes: [
      text('gen_ai.operation.name', 'chat'),
      text('gen_ai.provider.name', 'openai'),
      text('gen_ai.request.model', 'gpt-5-mini'),
      { key: 'gen_ai.request.max_tokens', value: { intValue: '400' } },
      text('gen_ai.system_instructions', '[{"type":"text","content":"Be kind."}]'),
      text(
        'gen_ai.input.messages',
        JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: question }] }]),
      ),
      text(
        'gen_ai.output.messages',
        JSON.stringify([
          { role: 'assistant', parts: [{ type: 'text', content: wrong }], finish_reason: 'stop' },
        ]),
      ),
    ],
  };

  test('messages as attributes, in text or structured', () => {
    expect(exchangeOf(otlp(span))).toEqual({
      shape: 'otel-genai',
      asked,
      answer,
      configuration: {
        provider: 'openai',
        model: 'gpt-5-mini',
        maxOutputTokens: 400,
        system: 'Be kind.',
      },
    });
    expect(readTrace(otlp(span))).toMatchObject({ exchange: { occurredMs: 1_793_620_800_000 } });
  });

  test('the last span that was answered ends the trace; tool calls and results belong to the answer', () => {
    const later = {
      startTimeUnixNano: '1793620900000000000',
      attributes: [
        text('gen_ai.provider.name', 'anthropic'),
        text(
          'gen_ai.input.messages',
          JSON.stringify([
            { role: 'user', parts: [{ type: 'text', content: 'Refund order 7' }] },
            {
              role: 'assistant',
              parts: [{ type: 'tool_call', id: 'c1', name: 'refund', arguments: { order: 7 } }],
            },
            { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: 'done' }] },
          ]),
        ),
        text(
          'gen_ai.output.messages',
          JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: 'Paid.' }] }]),
        ),
      ],
    };
    expect(readTrace(otlp(later, span))).toMatchObject({
      others: 1,
      exchange: {
        asked: [{ role: 'user', content: 'Refund order 7' }],
        answer: [
          { role: 'assistant', toolCalls: [{ id: 'c1', name: 'refund', arguments: { order: 7 } }] },
          { role: 'tool', toolCallId: 'c1', content: 'done' },
          { role: 'assistant', content: 'Paid.' },
        ],
      },
    });
  });

  test('one event a message, as before 1.37, and numbered attributes', () => {
    const events = [
      { name: 'gen_ai.user.message', attributes: [text('content', question)] },
      {
        name: 'gen_ai.choice',
        attributes: [text('message', JSON.stringify({ role: 'assistant', content: wrong }))],
      },
    ];
    const attributes = [text('gen_ai.system', 'openai')];
    expect(exchangeOf(otlp({ attributes, events }))).toMatchObject({ asked, answer });
    const numbered = [
      text('gen_ai.prompt.0.role', 'user'),
      text('gen_ai.prompt.0.content', question),
      text('gen_ai.completion.0.role', 'assistant'),
      text('gen_ai.completion.0.content', wrong),
    ];
    expect(exchangeOf(otlp({ attributes: numbered }))).toMatchObject({ asked, answer });
  });
});

describe('OpenInference spans', () => {
  test('numbered messages in OTLP, with tool calls', () => {
    const attributes = [
      text('openinference.span.kind', 'LLM'),
      text('llm.model_name', 'gpt-5-mini'),
      text('llm.input_messages.0.message.role', 'user'),
      text('llm.input_messages.0.message.content', question),
      text('llm.output_messages.0.message.role', 'assistant'),
      text('llm.output_messages.0.message.content', wrong),
      text('llm.output_messages.0.message.tool_calls.0.tool_call.function.name', 'close'),
      text('llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments', '{"id":7}'),
    ];
    expect(exchangeOf(otlp({ attributes }))).toEqual({
      shape: 'openinference',
      asked,
      answer: [
        { role: 'assistant', content: wrong, toolCalls: [{ name: 'close', arguments: { id: 7 } }] },
      ],
      configuration: { model: 'gpt-5-mini' },
    });
  });

  test('exported spans with plain attributes and the values of a chain', () => {
    const attributes = {
      'openinference.span.kind': 'CHAIN',
      'input.value': question,
      'output.value': wrong,
    };
    expect(exchangeOf([{ name: 'chain', attributes }])).toMatchObject({ asked, answer });
  });
});

describe('pairs of request and response', () => {
  test('OpenAI Chat Completions', () => {
    const pair = {
      request: {
        model: 'gpt-5-mini',
        temperature: 0,
        messages: [
          { role: 'developer', content: 'Be kind.' },
          { role: 'user', content: [{ type: 'text', text: question }] },
        ],
      },
      response: {
        created: 1_793_620_800,
        model: 'gpt-5-mini-2026-01-01',
        choices: [{ index: 0, message: { role: 'assistant', content: wrong } }],
      },
    };
    expect(exchangeOf(pair)).toEqual({
      shape: 'openai',
      asked,
      answer,
      configuration: {
        provider: 'openai',
        model: 'gpt-5-mini',
        servedModel: 'gpt-5-mini-2026-01-01',
        temperature: 0,
        system: 'Be kind.',
      },
    });
  });

  test('OpenAI Responses, with a call of a function', () => {
    const response = {
      output: [
        { type: 'reasoning', summary: [] },
        { type: 'function_call', call_id: 'c1', name: 'close', arguments: '{"id":7}' },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: wrong }] },
      ],
    };
    const request = { model: 'gpt-5-mini', instructions: 'Be kind.', input: question };
    expect(exchangeOf([request, response])).toMatchObject({
      shape: 'openai',
      asked,
      answer: [
        { role: 'assistant', toolCalls: [{ id: 'c1', name: 'close', arguments: { id: 7 } }] },
        ...answer,
      ],
    });
  });

  test('Anthropic Messages', () => {
    const request = {
      model: 'claude-haiku-4-5',
      system: [{ type: 'text', text: 'Be kind.' }],
      messages: [{ role: 'user', content: question }],
    };
    const response = {
      type: 'message',
      role: 'assistant',
      model: 'claude-haiku-4-5',
      content: [
        { type: 'text', text: wrong },
        { type: 'tool_use', id: 't1', name: 'close', input: { id: 7 } },
      ],
    };
    expect(exchangeOf({ request: { body: request }, response: { body: response } })).toEqual({
      shape: 'anthropic',
      asked,
      answer: [
        {
          role: 'assistant',
          content: wrong,
          toolCalls: [{ id: 't1', name: 'close', arguments: { id: 7 } }],
        },
      ],
      configuration: { provider: 'anthropic', model: 'claude-haiku-4-5', system: 'Be kind.' },
    });
  });
});

test('of a chat transcript the last answered question counts; thanks that nobody answered do not', () => {
  const said = [
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: 'Hello, how can I help?' },
    { from: 'customer', text: question },
    { from: 'bot', text: wrong },
    { role: 'user', content: 'Thanks' },
  ];
  expect(readTrace({ messages: said })).toMatchObject({
    exchange: { shape: 'chat-transcript', asked: [{}, {}, { content: question }], answer },
  });
});

test.each([
  [{}],
  [[]],
  ['hello'],
  [{ resourceSpans: [{ scopeSpans: [{ spans: [{ attributes: [] }] }] }] }],
  [[{ role: 'user', content: 'nobody answers' }]],
  [[{ id: 1 }, { id: 2 }]],
  [{ request: {}, response: {} }],
])('%j is a trace of an unknown shape', (trace) => {
  expect(readTrace(trace)).toEqual({ kind: 'unknown' });
});
