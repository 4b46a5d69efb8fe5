import { crc32 } from 'node:zlib';

import { expect, test } from 'vitest';

import { InFlight } from './in-flight.ts';

test('an answer is shared until it is there, also one that fails', async () => {
  const inFlight = new InFlight<string>();
  const good = Promise.withResolvers<string>();
  const bad = Promise.withResolvers<string>();
  inFlight.add('good', good.promise);
  inFlight.add('bad', bad.promise);
  expect(inFlight.get('good')).toBe(good.promise);
  good.resolve('yes');
  bad.reject(new Error('no'));
  await Promise.allSettled([good.promise, bad.promise]);
  await Promise.resolve();
  expect([inFlight.get('good'), inFlight.get('bad')]).toEqual([undefined, undefined]);
});

test('two texts with one checksum never share an answer', () => {
  expect(crc32('plumless')).toBe(crc32('buckeroo'));
  const inFlight = new InFlight<string>();
  const first = Promise.resolve('of plumless');
  inFlight.add('plumless', first);
  inFlight.add('buckeroo', Promise.resolve('of buckeroo'));
  expect(inFlight.get('plumless')).toBe(first);
  expect(inFlight.get('buckeroo')).toBeUndefined();
});
