import { array, assert, constantFrom, integer, property } from 'fast-check';
import { expect, test } from 'vitest';

import { AdaptiveLimit } from './adaptive-limit.ts';

const times = (count: number, act: () => void): void => {
  for (let index = 0; index < count; index += 1) act();
};

test('it grows with each success until the provider objects for the first time', () => {
  const limit = new AdaptiveLimit(100, { adaptive: true });
  expect(limit.limit).toBe(32);
  times(68, () => limit.succeeded());
  expect(limit.limit).toBe(100);
});

test('an objection halves it; those of calls that left earlier change nothing more', () => {
  const limit = new AdaptiveLimit(64, { adaptive: true });
  times(48, () => limit.succeeded());
  times(10, () => limit.objected(0, 100));
  expect(limit.limit).toBe(32);
});

test('after a halving that was called for, it takes twenty successes to grow by one', () => {
  const limit = new AdaptiveLimit(64, { adaptive: true });
  times(48, () => limit.succeeded());
  limit.objected(0, 1);
  times(4, () => limit.objected(2, 3));
  times(4, () => limit.objected(4, 5));
  const low = limit.limit;
  expect(low).toBeLessThan(32);
  times(8, () => limit.objected(6, 6.5));
  const lowest = limit.limit;
  times(19, () => limit.succeeded());
  expect(limit.limit).toBe(lowest);
  limit.succeeded();
  expect(limit.limit).toBe(lowest + 1);
});

test('where one call in ten is turned away at random, it recovers instead of falling to one', () => {
  const limit = new AdaptiveLimit(50, { adaptive: true });
  for (let call = 0; call < 500; call += 1) {
    if (call % 10 === 9) limit.objected(call, call);
    else limit.succeeded();
  }
  expect(limit.limit).toBeGreaterThan(20);
});

test('a server’s error pauses growth', () => {
  const limit = new AdaptiveLimit(64, { adaptive: true });
  limit.failed();
  times(20, () => limit.succeeded());
  expect(limit.limit).toBe(32);
  limit.succeeded();
  expect(limit.limit).toBe(33);
});

test('what is not adaptive stands at its ceiling', () => {
  expect(new AdaptiveLimit(50, { adaptive: false }).limit).toBe(50);
});

test('whatever happens, it stays between one and its ceiling', () => {
  const happening = constantFrom('ok', 'ok', 'objection', 'failure');
  assert(
    property(
      integer({ min: 1, max: 200 }),
      array(happening, { maxLength: 500 }),
      (ceiling, all) => {
        const limit = new AdaptiveLimit(ceiling, { adaptive: true });
        for (const [now, what] of all.entries()) {
          if (what === 'ok') limit.succeeded();
          else if (what === 'failure') limit.failed();
          else limit.objected(now, now);
          expect(limit.limit).toBeGreaterThanOrEqual(1);
          expect(limit.limit).toBeLessThanOrEqual(ceiling);
        }
      },
    ),
  );
});
