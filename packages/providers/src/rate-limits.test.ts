import { describe, expect, test } from 'vitest';

import { readRateLimits } from './rate-limits.ts';

const now = new Date('2026-11-20T12:00:00Z');

describe('readRateLimits', () => {
  test("reads OpenAI's headers, with durations of several units", () => {
    const headers = {
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-reset-requests': '1s',
      'x-ratelimit-limit-tokens': '150000',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '6m1.5s20ms',
    };
    expect(readRateLimits(headers, now)).toEqual({
      requests: { limit: 60, remaining: 59, resetMs: 1000 },
      tokens: { limit: 150_000, remaining: 0, resetMs: 361_520 },
    });
  });

  test("reads Anthropic's headers, whose resets are dates", () => {
    const headers = {
      'anthropic-ratelimit-requests-limit': '50',
      'anthropic-ratelimit-requests-remaining': '1',
      'anthropic-ratelimit-requests-reset': '2026-11-20T12:00:30Z',
    };
    expect(readRateLimits(headers, now)).toEqual({
      requests: { limit: 50, remaining: 1, resetMs: 30_000 },
    });
  });

  test('a reset in the past is now', () => {
    const headers = { 'anthropic-ratelimit-tokens-reset': '2026-11-20T11:00:00Z' };
    expect(readRateLimits(headers, now)).toEqual({ tokens: { resetMs: 0 } });
  });

  test.each([
    [{}],
    [{ 'x-ratelimit-remaining-requests': '-1' }],
    [{ 'x-ratelimit-remaining-requests': 'many' }],
    [{ 'x-ratelimit-reset-requests': 'soon' }],
    [{ 'x-ratelimit-reset-requests': '1y' }],
  ])('says nothing for %j', (headers) => {
    expect(readRateLimits(headers, now)).toBeUndefined();
  });
});
