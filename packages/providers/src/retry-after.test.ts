import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readRetryAfter } from './retry-after.ts';

const now = new Date('2026-11-20T12:00:00Z');
const inFour = 'Fri, 20 Nov 2026 12:00:04 GMT';

describe('readRetryAfter', () => {
  test.each([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': ' 62 ' }, 62_000],
    [{ 'retry-after': '1000000000' }, 1_000_000_000_000],
    [{ 'retry-after-ms': '300' }, 300],
    [{ 'retry-after-ms': '300', 'retry-after': '9' }, 300],
    [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9000],
    [{ 'retry-after': inFour }, 4000],
  ])('reads %j as %i ms', (headers, expected) => {
    expect(readRetryAfter(headers, now)).toBe(expected);
  });

  test("holds a date against the server's own clock, not ours", () => {
    const headers = { 'retry-after': inFour, date: 'Fri, 20 Nov 2026 11:59:59 GMT' };
    expect(readRetryAfter(headers, new Date('2030-01-01T00:00:00Z'))).toBe(5000);
  });

  test.each([
    [{}],
    [{ 'retry-after': '' }],
    [{ 'retry-after': '-5' }],
    [{ 'retry-after': 'soon' }],
    [{ 'retry-after': 'NaN' }],
    [{ 'retry-after': 'Infinity' }],
    [{ 'retry-after': '1e3' }],
    [{ 'retry-after': '0x10' }],
    [{ 'retry-after': '99999999999999999999' }],
    [{ 'retry-after': 'Fri, 20 Nov 2026 11:59:00 GMT' }],
    [{ 'retry-after': 'Fri, 99 Nov 2026 12:00:04 GMT' }],
    [{ 'retry-after': '2026-11-20' }],
  ])('takes %j as nothing said', (headers) => {
    expect(readRetryAfter(headers, now)).toBeUndefined();
  });

  test('gives a wait that a timer can count, or nothing, whatever the header holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string()), (text, date) => {
        const headers = { 'retry-after': text, ...(date !== null && { date }) };
        const wait = readRetryAfter(headers, now);
        expect(wait === undefined || (Number.isSafeInteger(wait) && wait >= 0)).toBe(true);
      }),
    );
  });

  test('reads back every whole number of seconds and every later date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (seconds) => {
        const date = new Date(now.getTime() + seconds * 1000).toUTCString();
        expect(readRetryAfter({ 'retry-after': String(seconds) }, now)).toBe(seconds * 1000);
        expect(readRetryAfter({ 'retry-after': date }, now)).toBe(seconds * 1000);
      }),
    );
  });
});
