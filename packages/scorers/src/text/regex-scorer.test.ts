import { expect, it } from 'vitest';

import { regex } from './regex-scorer.ts';

it.each([
  [{ pattern: '\\bINC-\\d{4}\\b' }, 1],
  [{ pattern: 'inc-' }, 0],
  [{ pattern: 'inc-', flags: 'i' }, 1],
  [{ pattern: '^second', flags: '' }, 0],
  [{ pattern: '^second', flags: 'm' }, 1],
  [{ pattern: 'INC.*line', flags: 's' }, 1],
  [{ pattern: 'See', full: true }, 0],
  [{ pattern: '(?s)See.*', full: true }, 1],
] as const)('%j gives %d', (options, value) => {
  expect(regex({ output: 'See INC-0142.\nsecond line' }, options)).toMatchObject({ value });
});

it.each([
  ['(?<=a)b', /Look-ahead and look-behind are not supported/],
  ['a(?!b)', /Look-ahead and look-behind are not supported/],
  ['(a)\\1', /Back-references are not supported/],
  ['(', /missing closing/],
])('refuses %s before anything runs', (pattern, message) => {
  const checked = regex.options.safeParse({ pattern });
  expect(checked.error?.issues).toMatchObject([
    { path: ['pattern'], message: expect.stringMatching(message) },
  ]);
});

it('answers at once where a backtracking engine would hang', () => {
  const output = `${'b'.repeat(5000)}?`;
  expect(regex({ output }, { pattern: '^(b|b)*c$' })).toMatchObject({ value: 0 });
  expect(regex({ output }, { pattern: '(b+)+$' })).toMatchObject({ value: 0 });
  const explosive = { pattern: '(?:a|b)*a(?:a|b){30}$' };
  expect(regex({ output: 'ab'.repeat(500_000) }, explosive)).toMatchObject({ kind: 'unscored' });
});
