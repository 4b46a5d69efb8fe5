import { expect, test } from 'vitest';

import { daysBetween } from './days-between.ts';

test.each([
  ['2026-11-20', '2026-12-20', 30],
  ['2024-02-28', '2024-03-01', 2],
  ['2026-11-20T12:00:00Z', '2026-11-21', 0.5],
  ['2026-11-20T12:00:00+02:00', '2026-11-20T12:00:00Z', 2 / 24],
  ['2026-11-20T12:00:00-05:30', '2026-11-20T12:00:00Z', -5.5 / 24],
  ['2026-11-20T00:00:00.500Z', '2026-11-20T00:00:01Z', 0.5 / 86_400],
])('from %s to %s', (from, to, days) => {
  expect(daysBetween(from, to)).toBeCloseTo(days, 10);
});

test('what is no date has no distance', () => {
  expect(daysBetween('yesterday', '2026-11-20')).toBeUndefined();
  expect(daysBetween('2026-11-20', '20.11.2026')).toBeUndefined();
});
