import { expect, test } from 'vitest';

import { findNames, takeNamesOut } from './find-names.ts';

test.each([
  ['Hello, my name is Jane Doe and I bought a jacket', ['Jane Doe', 'Jane', 'Doe']],
  ["I'm Zoë, where is my parcel?", ['Zoë']],
  ['This is Pat O’Neil from Leeds', ['Pat O’Neil', 'O’Neil', 'Pat']],
  ['Ich heiße Jörg.', ['Jörg']],
  ['I am looking for a jacket. This is wrong.', []],
  ['This is Wednesday evening stuff', []],
])('who says who they are is found: %s', (text, names) => {
  expect(findNames([text])).toEqual(names);
});

test('a name goes wherever it stands, as a word of its own', () => {
  const names = findNames(['My name is Jane Doe.']);
  expect(takeNamesOut('Sure Jane! Janet and Mrs. Doe may wait, Jane Doe.', names)).toEqual({
    text: 'Sure [name]! Janet and Mrs. [name] may wait, [name].',
    many: 3,
  });
});
