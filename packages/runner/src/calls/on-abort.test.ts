import { expect, test } from 'vitest';

import { onAbort } from './on-abort.ts';

test('all who wait are told once, in order; who has gone is not', () => {
  const stop = new AbortController();
  const told: string[] = [];
  onAbort(stop.signal, () => told.push('first'));
  const forget = onAbort(stop.signal, () => told.push('gone'));
  onAbort(stop.signal, () => {
    told.push('second');
    forgetThird();
  });
  const forgetThird = onAbort(stop.signal, () => told.push('third'));
  forget();
  stop.abort();
  stop.abort();
  expect(told).toEqual(['first', 'second']);
});

test('each signal has its own', () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const told: string[] = [];
  onAbort(one.signal, () => told.push('one'));
  onAbort(other.signal, () => told.push('other'));
  other.abort();
  expect(told).toEqual(['other']);
});
