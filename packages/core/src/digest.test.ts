import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { canonicalText } from './digest.ts';
import type { Json } from './json.ts';

test('half of a character stands as its escape, wherever it stands', () => {
  expect(canonicalText('cut\ud800')).toBe(String.raw`"cut\ud800"`);
  expect(canonicalText({ b: ['\udc00'], 'a\ud800': { d: 'é', c: 1 } })).toBe(
    String.raw`{"a\ud800":{"c":1,"d":"é"},"b":["\udc00"]}`,
  );
});

test('no two texts share a canonical text, and what it says reads back as the value', () => {
  const unit = fc.constantFrom('a', '\\', 'u', 'd800', '\ud800', '\udc00', '\u{1f600}', '"');
  const text = fc.array(unit, { maxLength: 6 }).map((units) => units.join(''));
  fc.assert(
    fc.property(text, text, (one, other) => {
      const value: Json = { [one]: [other] };
      expect(JSON.parse(canonicalText(value))).toEqual(value);
      expect(canonicalText(one) === canonicalText(other)).toBe(one === other);
    }),
  );
});

test('a number that JSON cannot hold has none', () => {
  expect(() => canonicalText([Number.NaN])).toThrow('NaN');
  expect(() => canonicalText(['\ud800', Number.POSITIVE_INFINITY])).toThrow('Infinity');
});
