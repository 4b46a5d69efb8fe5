import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findJsonMistake } from './json-mistake.ts';

describe('findJsonMistake', () => {
  test.each([
    ['{"a": nope}', 7],
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ["{'a': 1}", 1],
    ['nothing of the kind, at some length, really', 1],
    ['{"a": 1', 7],
    ['{"a": "x', 8],
    ['', 0],
    ['{"a": 1} trailing', 9],
  ])('finds where %j stops being JSON', (text, offset) => {
    expect(findJsonMistake(text).offset).toBe(offset);
  });

  test('a JSON object that is cut anywhere could go on at its end', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
    fc.assert(
      fc.property(object, fc.nat(), (value, at) => {
        const text = JSON.stringify(value);
        const cut = text.slice(0, at % text.length);
        expect(findJsonMistake(cut).offset).toBe(cut.length);
      }),
    );
  });
});
