import { expect, it } from 'vitest';

import { contains } from './contains.ts';
import { notContains } from './not-contains.ts';

const output = 'You have 30 days to return it.';

it.each([
  [{ value: '30 days' }, 1],
  [{ value: '30 DAYS' }, 0],
  [{ value: '30 DAYS', caseSensitive: false }, 1],
  [{ value: ['a year', '30 days'] }, 1],
  [{ value: ['a year', '30 days'], match: 'all' }, 0],
  [{ value: ['return', '30 days'], match: 'all' }, 1],
  [{ value: 'the 30-days!', normalize: 'squad' }, 0],
] as const)('with %j gives %d', (options, value) => {
  expect(contains({ output }, options)).toMatchObject({ kind: 'scored', value });
});

it('names what is missing', () => {
  const opinion = contains({ output }, { value: ['return', 'refund'], match: 'all' });
  expect(opinion).toMatchObject({ reason: 'does not contain "refund"' });
});

it('has no opinion on an empty text, which stands in every output', () => {
  expect(contains({ output, expected: '' })).toMatchObject({ kind: 'unscored' });
  expect(contains({ output, expected: ['The'] }, { normalize: 'squad' })).toMatchObject({
    kind: 'unscored',
  });
  expect(contains({ output, expected: ['', 'return'] })).toMatchObject({ value: 1 });
  expect(contains({ output, expected: ['', 'return'] }, { match: 'all' })).toMatchObject({
    kind: 'unscored',
  });
  expect(notContains({ output }, { value: 'the', normalize: 'squad' })).toMatchObject({
    kind: 'unscored',
  });
});

it('not-contains gives 0 when any of the texts is there', () => {
  expect(notContains({ output }, { value: ['refund', '30 days'] })).toMatchObject({
    value: 0,
    reason: 'contains "30 days"',
  });
  expect(notContains({ output }, { value: 'refund' })).toMatchObject({ value: 1 });
});

it('has no opinion on a text that normalisation would make far longer', () => {
  const options = { value: 'x', normalize: 'basic' } as const;
  expect(contains({ output: '\uFDFA'.repeat(100_000) }, options)).toMatchObject({
    kind: 'unscored',
  });
  expect(contains({ output: '\uFDFA x' }, options)).toMatchObject({ value: 1 });
});
