import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { jsonPieces } from './json-pieces.ts';

test('the pieces together are the text that JSON.stringify gives', () => {
  const value = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
  fc.assert(
    fc.property(value, (given) => {
      expect([...jsonPieces(given)].join('')).toBe(JSON.stringify(given));
    }),
  );
});

test('a field that is left out and a long list are written as JSON.stringify writes them', () => {
  const cases = Array.from({ length: 2500 }, (_, at) => ({ at, none: undefined }));
  const record = { none: undefined, cells: [{ cases, set: 'a' }], empty: {}, notes: [] };
  expect([...jsonPieces(record)].join('')).toBe(JSON.stringify(record));
});

test('no piece holds more of a long list than its part', () => {
  const cases = Array.from({ length: 50_000 }, () => 1);
  const longest = Math.max(...[...jsonPieces({ cells: [{ cases }] })].map((one) => one.length));
  expect(longest).toBeLessThan(3000);
});
