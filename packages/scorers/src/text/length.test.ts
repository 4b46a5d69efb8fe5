import { expect, it } from 'vitest';

import { tokenCount, wordCount } from './counts.ts';
import { length, type LengthOptions } from './length.ts';

it.each<[string, LengthOptions, number]>([
  ['abc', { max: 3 }, 1],
  ['😀😀😀', { max: 3 }, 1],
  ['abcd', { max: 3 }, 0],
  ['abc', { min: 4 }, 0],
  ['one two', { min: 2, max: 2, unit: 'words' }, 1],
  ["it's a well-known 3.5", { min: 4, max: 4, unit: 'words' }, 1],
  ['你好 world', { min: 3, max: 3, unit: 'words' }, 1],
  ['a\nb\r\nc', { min: 3, max: 3, unit: 'lines' }, 1],
  ['', { max: 0, unit: 'lines' }, 1],
])('%j under %j gives %d', (output, options, value) => {
  expect(length({ output }, options)).toMatchObject({ kind: 'scored', value });
});

it('counts tokens only as the provider did', () => {
  expect(length({ output: 'a b' }, { max: 5, unit: 'tokens' })).toMatchObject({ kind: 'unscored' });
  const output = { text: 'a b', usage: { outputTokens: 9 } };
  expect(length({ output }, { max: 5, unit: 'tokens' })).toMatchObject({ value: 0 });
  expect(tokenCount({ output }, { max: 9 })).toMatchObject({ value: 1 });
  expect(tokenCount({ output: 'a' }, { max: 9 })).toMatchObject({ kind: 'unscored' });
});

it('word-count counts words', () => {
  expect(wordCount({ output: 'one two three' }, { min: 2, max: 3 })).toMatchObject({ value: 1 });
});

it.each([{}, { min: 3, max: 2 }, { max: -1 }, { max: 1.5 }])('refuses the limits %j', (options) => {
  expect(length.options.safeParse(options).success).toBe(false);
});
