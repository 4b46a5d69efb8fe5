import { expect, it } from 'vitest';

import { levenshtein } from './levenshtein.ts';

it.each([
  ['kitten', 'sitting', 1 - 3 / 7],
  ['abc', 'abc', 1],
  ['', 'abc', 0],
  ['abc', ['xyz', 'abd'], 2 / 3],
])('%j beside %j', (output, expected, value) => {
  const opinion = levenshtein({ output, expected });
  expect(opinion).toMatchObject({ kind: 'scored', value: expect.closeTo(value, 10) });
});

it('has no opinion on texts too long to compare', () => {
  const long = 'a'.repeat(100_000);
  expect(levenshtein({ output: long, expected: `${long}b` })).toMatchObject({ kind: 'unscored' });
  expect(levenshtein({ output: long, expected: long })).toMatchObject({ value: 1 });
});

it('compares texts of ten thousand signs', () => {
  const long = 'word '.repeat(2000);
  expect(levenshtein({ output: `${long}x`, expected: long })).toMatchObject({
    value: expect.closeTo(1 - 1 / 10_001, 10),
  });
});
