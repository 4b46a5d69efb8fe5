import { expect, it } from 'vitest';

import { oneOf } from './one-of.ts';

const labels = ['refund', 'exchange', 'other'];

it.each([
  ['refund', 'refund', 1],
  ['exchange', 'refund', 0],
  ['money back', 'refund', 0],
  ['refund or other', 'refund', 0],
  ['exchange', ['refund', 'exchange'], 1],
] as const)('%j for %j gives %d', (output, expected, value) => {
  expect(oneOf({ output, expected }, { labels })).toMatchObject({ kind: 'scored', value });
});

it('without an expected label any of them is right', () => {
  expect(oneOf({ output: 'other' }, { labels })).toMatchObject({ value: 1 });
});

it('has no opinion when the gold is none of the labels', () => {
  expect(oneOf({ output: 'other', expected: 'odd' }, { labels })).toMatchObject({
    kind: 'unscored',
  });
});
