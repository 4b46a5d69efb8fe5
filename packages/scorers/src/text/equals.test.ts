import { expect, it } from 'vitest';

import { equals } from './equals.ts';

it.each([
  ['Paris', 'Paris', {}, 1],
  ['paris', 'Paris', {}, 0],
  ['paris', 'Paris', { caseSensitive: false }, 1],
  [' PARIS\n', 'paris', { normalize: 'basic' }, 1],
  ['ＡＢＣ', 'abc', { normalize: 'basic' }, 1],
  ['Abc', 'abc', { normalize: 'basic', caseSensitive: true }, 0],
  ['«Paris»!', 'Paris', { normalize: ['punctuation'] }, 1],
  ['The answer', 'answer', { normalize: ['articles', 'spaces', 'case'] }, 1],
  ['so: yes', 'yes', { extract: 'so: (\\w+)' }, 1],
] as const)('compares %j with %j under %j', (...[output, expected, options, value]) => {
  expect(equals({ output, expected }, options)).toMatchObject({ kind: 'scored', value });
});

it('takes any answer of a list, and numbers as their text', () => {
  expect(equals({ output: '4', expected: ['four', 4] })).toMatchObject({ value: 1 });
  expect(equals({ output: '4' }, { value: '4' })).toMatchObject({ value: 1 });
});

it('says what it got and what it expected', () => {
  expect(equals({ output: 'a', expected: 'b' })).toEqual({
    kind: 'scored',
    value: 0,
    reason: 'got "a", expected "b"',
  });
});

it.each([undefined, null, { a: 1 }, [], '', ['', ' ']])(
  'has no opinion with the gold %j',
  (expected) => {
    const given = expected === undefined ? { output: '' } : { output: '', expected };
    expect(equals(given, { normalize: 'basic' })).toMatchObject({ kind: 'unscored' });
  },
);

it('counts an output without the extracted part as wrong', () => {
  expect(equals({ output: 'no', expected: 'x' }, { extract: 'A: (.*)' })).toEqual({
    kind: 'scored',
    value: 0,
    reason: 'Nothing in the output matches `extract`',
  });
});
