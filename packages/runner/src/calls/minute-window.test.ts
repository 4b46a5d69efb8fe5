import { array, assert, integer, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';

import { MinuteWindow } from './minute-window.ts';

test('no sixty seconds hold more than the amount, and nobody waits longer than that needs', () => {
  const demand = tuple(integer({ min: 0, max: 20_000 }), integer({ min: 1, max: 5 }));
  assert(
    property(integer({ min: 5, max: 30 }), array(demand, { maxLength: 80 }), (amount, demands) => {
      const window = new MinuteWindow(amount);
      const taken: { at: number; amount: number }[] = [];
      const held = (to: number): number =>
        taken.reduce(
          (sum, one) => sum + (one.at > to - 60_000 && one.at <= to ? one.amount : 0),
          0,
        );
      let now = 0;
      for (const [pause, wanted] of demands) {
        now += pause;
        const at = window.readyAt(now, wanted);
        const neededToWait = at === now || held(at - 1) + wanted > amount;
        expect(neededToWait).toBe(true);
        now = at;
        window.take(now, wanted);
        taken.push({ at: now, amount: wanted });
        expect(held(now)).toBeLessThanOrEqual(amount);
      }
    }),
  );
});

test('what is larger than the window waits for an empty one, and not for ever', () => {
  const window = new MinuteWindow(10);
  expect(window.readyAt(0, 50)).toBe(0);
  window.take(0, 50);
  expect(window.readyAt(1, 1)).toBe(60_000);
  expect(window.readyAt(60_000, 50)).toBe(60_000);
});

test('an estimate is replaced by the true amount', () => {
  const window = new MinuteWindow(10);
  const correct = window.take(0, 2);
  correct(9);
  expect(window.readyAt(1, 2)).toBe(60_000);
  correct(1);
  expect(window.readyAt(1, 2)).toBe(1);
});
