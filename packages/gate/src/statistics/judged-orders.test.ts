import { array, assert, constantFrom, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';

import { measureOrders, type BothOrders } from './judged-orders.ts';

const many = (times: number, pair: BothOrders): BothOrders[] =>
  Array.from({ length: times }, () => pair);

test('a judge that always prefers the first place is never consistent, and wholly biased', () => {
  expect(measureOrders(many(40, ['first', 'first']))).toMatchObject({
    pairs: 40,
    consistency: { value: 0, low: 0 },
    positionBias: { value: 1, low: 1, high: 1 },
  });
});

test('a verdict that moves with its answer is consistent, and so is a tie', () => {
  const pairs = [...many(20, ['first', 'second']), ...many(10, ['second', 'first'])];
  const orders = measureOrders([...pairs, ...many(10, ['tie', 'tie'])]);
  expect(orders?.consistency.value).toBe(1);
  expect(orders?.positionBias).toEqual({ value: 0, low: 0, high: 0 });
  expect(measureOrders(many(9, ['tie', 'tie']))).not.toHaveProperty('positionBias');
  expect(measureOrders(many(9, ['first', 'tie']))?.consistency.value).toBe(0);
  expect(measureOrders([])).toBeUndefined();
});

test('every number lies in its interval, and the same pairs give the same ends', () => {
  const preference = constantFrom('first', 'second', 'tie');
  assert(
    property(array(tuple(preference, preference), { minLength: 1, maxLength: 40 }), (pairs) => {
      const { consistency, positionBias = { value: 0, low: 0, high: 0 } } =
        measureOrders(pairs) ?? {};
      expect(consistency?.low).toBeLessThanOrEqual(consistency?.value ?? 0);
      expect(positionBias.low).toBeGreaterThanOrEqual(-1);
      expect(positionBias.high).toBeLessThanOrEqual(1);
      expect(measureOrders(pairs)).toEqual(measureOrders(pairs));
    }),
    { numRuns: 20 },
  );
});
