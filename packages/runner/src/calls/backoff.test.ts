import { faultTraits, type Fault, type FaultCode } from '@pawl/core';
import { assert, constantFrom, double, integer, property } from 'fast-check';
import { expect, test } from 'vitest';

import {
  backoffMs,
  decideRetry,
  retryRules,
  validRetryAfter,
  type CallHistory,
} from './backoff.ts';

const share = double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const history: CallHistory = { attempts: 1, waits: 0, waitedMs: 0, reached: true };
const fault = (code: FaultCode, retryAfterMs?: number): Fault => ({
  code,
  message: 'm',
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

const waitOf = (decision: ReturnType<typeof decideRetry>): number =>
  decision.kind === 'again' ? decision.afterMs : Number.NaN;

test('back-off is at most half a second doubled each time, and never more than thirty seconds', () => {
  assert(
    property(integer({ min: 1, max: 1000 }), share, (n, random) => {
      const ms = backoffMs(n, random);
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(Math.min(30_000, 500 * 2 ** (n - 1)));
    }),
  );
});

test('what a provider asks for is waited for, and hardly more', () => {
  const asked = integer({ min: 1, max: retryRules.maxWaitMs });
  assert(
    property(asked, integer({ min: 1, max: 9 }), share, (retryAfterMs, waits, random) => {
      const given = { ...history, waits };
      const ms = waitOf(decideRetry(fault('rate-limited', retryAfterMs), given, random));
      expect(ms).toBeGreaterThanOrEqual(retryAfterMs);
      expect(ms).toBeLessThanOrEqual(retryAfterMs + 1500);
    }),
  );
});

test.each([-5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  'a retry-after of %s is no retry-after',
  (asked) => {
    expect(validRetryAfter(asked)).toBeUndefined();
    const waits = { ...history, waits: 1 };
    expect(waitOf(decideRetry(fault('rate-limited', asked), waits, 0.5))).toBe(250);
  },
);

test('a retry-after of 0 is taken at its word once, and is a back-off after that', () => {
  expect(waitOf(decideRetry(fault('rate-limited', 0), { ...history, waits: 1 }, 0.5))).toBe(0);
  expect(waitOf(decideRetry(fault('rate-limited', 0), { ...history, waits: 2 }, 0.5))).toBe(500);
});

test('a wait above the limit is a fault that says what was asked', () => {
  const decision = decideRetry(fault('rate-limited', 1e9), { ...history, waits: 1 }, 0.5);
  expect(decision).toMatchObject({
    kind: 'give-up',
    fault: {
      code: 'rate-limited',
      message: 'm (asked to wait 1000000 s more, the limit is 120 s)',
    },
  });
});

test('a server’s error is asked for six times in all', () => {
  const at = (attempts: number) =>
    decideRetry(fault('server-error'), { ...history, attempts }, 0).kind;
  expect([1, 2, 3, 4, 5, 6].map(at)).toEqual([
    'again',
    'again',
    'again',
    'again',
    'again',
    'give-up',
  ]);
});

test('a garbled answer is asked for once more, an unreached provider twice', () => {
  expect(decideRetry(fault('bad-response'), { ...history, attempts: 2 }, 0).kind).toBe('give-up');
  const unreached = { ...history, reached: false };
  expect(decideRetry(fault('dns'), { ...unreached, attempts: 2 }, 0).kind).toBe('again');
  expect(decideRetry(fault('dns'), { ...unreached, attempts: 3 }, 0).kind).toBe('give-up');
});

test('what another attempt cannot mend is never asked again', () => {
  const codes: FaultCode[] = ['auth', 'quota', 'tls', 'too-large', 'bad-request', 'target-threw'];
  assert(
    property(constantFrom(...codes), integer({ min: 1, max: 6 }), (code, attempts) => {
      expect(faultTraits[code].retryable).toBe(false);
      expect(decideRetry(fault(code, 10), { ...history, attempts }, 0).kind).toBe('give-up');
    }),
  );
});

test('what the provider calls pointless is not tried again', () => {
  for (const code of ['server-error', 'rate-limited', 'timeout'] as const) {
    expect(decideRetry(fault(code), history, 0.5).kind).toBe('again');
    expect(decideRetry({ ...fault(code), final: true }, history, 0.5).kind).toBe('give-up');
  }
});
