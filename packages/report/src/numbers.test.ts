import { expect, test } from 'vitest';

import { count, counted, duration, percent, points, pValue, signedPoints, usd } from './numbers.ts';

test('counts have their thousands separated and their noun in number', () => {
  expect([count(0), count(999), count(1319), count(1_234_567)]).toEqual([
    '0',
    '999',
    '1,319',
    '1,234,567',
  ]);
  expect([counted(1, 'case'), counted(0, 'case'), counted(1319, 'case')]).toEqual([
    '1 case',
    '0 cases',
    '1,319 cases',
  ]);
});

test('shares become percent and points', () => {
  expect([percent(0.562547), percent(1), percent(0)]).toEqual(['56.3 %', '100.0 %', '0.0 %']);
  expect([points(0.02), points(0.031), points(0.005)]).toEqual(['2', '3.1', '0.5']);
});

test('a difference has a minus that is none of a keyboard, and no sign where it rounds to zero', () => {
  expect([-0.052, 0.031, 0, -0.0004, 0.0004].map(signedPoints)).toEqual([
    '−5.2',
    '+3.1',
    '0.0',
    '0.0',
    '0.0',
  ]);
});

test('money keeps the digits that say something', () => {
  expect([0, 12.4, 0.84, 0.0042, 0.000_01].map(usd)).toEqual([
    '$0',
    '$12.40',
    '$0.84',
    '$0.0042',
    '<$0.0001',
  ]);
});

test('durations are told in the unit that fits', () => {
  expect([0, 85, 999.7, 2100, 59_960, 185_000, 7_800_000].map(duration)).toEqual([
    '0 ms',
    '85 ms',
    '1.0 s',
    '2.1 s',
    '1 min 00 s',
    '3 min 05 s',
    '2 h 10 min',
  ]);
});

test('p-values below a thousandth are not spelt out', () => {
  expect([0.00315, 0.0005, 1].map(pValue)).toEqual(['p = .003', 'p < .001', 'p = 1.000']);
});
