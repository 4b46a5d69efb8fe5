import { faultTraits } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import { faultOfStatus, readBody, type Answerer, type WireAnswer } from './classify-response.ts';

const model: Answerer = { name: 'openai', asks: 'model', keyVariable: 'OPENAI_API_KEY' };
const service: Answerer = { name: 'svc.example', asks: 'service' };
const now = new Date('2026-11-20T12:00:00Z');

function answer(status: number, body: unknown = '', headers = {}): WireAnswer {
  return { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

function openaiError(type: string, code: string | null, message = 'said') {
  return { error: { type, code, message, param: null } };
}

function anthropicError(type: string, message = 'said') {
  return { type: 'error', error: { type, message } };
}

describe('faultOfStatus', () => {
  test.each([200, 201, 204])('%i is no fault', (status) => {
    expect(faultOfStatus(answer(status), model, now)).toBeUndefined();
  });

  test.each([
    [400, 'bad-request'],
    [401, 'auth'],
    [402, 'quota'],
    [403, 'auth'],
    [404, 'model-missing'],
    [408, 'server-error'],
    [409, 'server-error'],
    [410, 'bad-request'],
    [413, 'too-large'],
    [422, 'bad-request'],
    [425, 'server-error'],
    [429, 'rate-limited'],
    [451, 'bad-request'],
    [500, 'server-error'],
    [501, 'bad-request'],
    [502, 'server-error'],
    [503, 'server-error'],
    [504, 'server-error'],
    [520, 'server-error'],
    [524, 'server-error'],
    [529, 'overloaded'],
    [301, 'bad-request'],
    [307, 'bad-request'],
  ] as const)('%i without a word is %s', (status, code) => {
    expect(faultOfStatus(answer(status), model, now)).toMatchObject({ code, status });
  });

  test.each([501, 410, 451, 402, 307])('%i is not asked again', (status) => {
    const code = faultOfStatus(answer(status), model, now)?.code ?? 'timeout';
    expect(faultTraits[code].retryable).toBe(false);
  });

  test('a 404 of a service is about the one request', () => {
    expect(faultOfStatus(answer(404), service, now)?.code).toBe('bad-request');
  });

  // codes of developers.openai.com/docs/guides/error-codes and platform.claude.com/docs/en/api/errors
  test.each([
    [429, openaiError('insufficient_quota', 'insufficient_quota'), 'quota'],
    [429, openaiError('requests', 'rate_limit_exceeded'), 'rate-limited'],
    [429, openaiError('x', 'project_spend_limit_reached'), 'quota'],
    [429, openaiError('x', 'org_usage_limit_exceeded'), 'quota'],
    [429, openaiError('x', 'enforced_spend_limit_reached'), 'quota'],
    [400, openaiError('x', 'credit_balance_exhausted'), 'quota'],
    [400, anthropicError('invalid_request_error', 'Your credit balance is too low'), 'quota'],
    [400, anthropicError('billing_error'), 'quota'],
    [400, openaiError('invalid_request_error', 'context_length_exceeded'), 'too-large'],
    [400, anthropicError('invalid_request_error', 'prompt is too long: 9 > 8'), 'too-large'],
    [400, openaiError('invalid_request_error', 'model_not_found'), 'model-missing'],
    [404, anthropicError('not_found_error', 'model: claude-x'), 'model-missing'],
    [403, anthropicError('permission_error'), 'auth'],
    [529, anthropicError('overloaded_error'), 'overloaded'],
    [503, openaiError('server_error', 'slow_down'), 'overloaded'],
    [500, anthropicError('api_error'), 'server-error'],
    [500, openaiError('server_error', null, 'billing service down'), 'server-error'],
  ] as const)('%i with %j is %s', (status, body, code) => {
    expect(faultOfStatus(answer(status, body), model, now)?.code).toBe(code);
  });

  test('names who answered, the status, and what was said', () => {
    const fault = faultOfStatus(answer(400, openaiError('x', null, 'top_p too big')), model, now);
    expect(fault?.message).toBe('openai answered 400: top_p too big');
  });

  test('a refused key names its variable', () => {
    const fault = faultOfStatus(answer(401, openaiError('x', 'invalid_api_key', 'No')), model, now);
    expect(fault?.message).toBe('openai answered 401: No (key: OPENAI_API_KEY)');
  });

  test('shows the start of an error page on one line, without control characters', () => {
    const page = `<h1>\u001b]0;owned\u0007 Bad\ngateway</h1>${'x'.repeat(5000)}`;
    const message = faultOfStatus(answer(502, page), service, now)?.message ?? '';
    expect(message).toMatch(
      /^svc\.example answered 502: <h1>\\u\{1b\}\]0;owned\\u\{7\} Bad\\ngateway/,
    );
    expect(message.length).toBeLessThan(300);
  });

  test('names where a redirect points, and does not say it was followed', () => {
    const fault = faultOfStatus(
      answer(307, '', { location: 'https://evil.example/x' }),
      model,
      now,
    );
    expect(fault?.message).toBe(
      'openai answered 307 (a redirect to https://evil.example/x, not followed)',
    );
  });

  test('carries the wait that the provider asked for', () => {
    const fault = faultOfStatus(answer(429, '', { 'retry-after': '7' }), model, now);
    expect(fault?.retryAfterMs).toBe(7000);
  });
});

describe('readBody', () => {
  test('gives the value of a JSON body', () => {
    expect(readBody(answer(200, { a: 1 }), model, now)).toEqual({ kind: 'body', body: { a: 1 } });
  });

  test('an `error` that is null is none', () => {
    expect(readBody(answer(200, { error: null }), model, now).kind).toBe('body');
  });

  test.each([
    [openaiError('requests', 'rate_limit_exceeded'), 'rate-limited'],
    [anthropicError('overloaded_error'), 'overloaded'],
    [openaiError('insufficient_quota', 'insufficient_quota'), 'quota'],
    [openaiError('server_error', null), 'server-error'],
    [anthropicError('authentication_error'), 'auth'],
    [{ error: 'something' }, 'bad-response'],
    [{ error: { message: 'of no known kind' } }, 'bad-response'],
  ] as const)('classifies %j with status 200 as %s', (body, code) => {
    const reading = readBody(answer(200, body), model, now);
    expect(reading).toMatchObject({ kind: 'fault', fault: { code } });
  });

  test.each([
    ['', 'bad-response'],
    ['   ', 'bad-response'],
    ['<!doctype html>', 'bad-response'],
    ['hello', 'bad-response'],
    ['{"a": nope}', 'bad-response'],
    ['{"a": 1', 'truncated'],
    ['{"a": "half a te', 'truncated'],
    ['{"a": tr', 'truncated'],
    ['[1, 2', 'truncated'],
  ] as const)('%j is %s', (text, code) => {
    const reading = readBody(answer(200, text), model, now);
    expect(reading).toMatchObject({ kind: 'fault', fault: { code } });
  });
});

test.each([
  ['false', true],
  ['true', undefined],
])('x-should-retry: %s makes the fault final: %s', (header, final) => {
  const fault = faultOfStatus(answer(500, '', { 'x-should-retry': header }), model, now);
  expect(fault?.final).toBe(final);
});
