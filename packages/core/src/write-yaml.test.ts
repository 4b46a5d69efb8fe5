import { assert, dictionary, jsonValue, property, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';

import { isJsonObject, type Json } from './json.ts';
import { readYaml } from './read-yaml.ts';
import { writeYaml } from './write-yaml.ts';

test('an object is written in blocks, short lists of words on one line, long texts folded', () => {
  const text = writeYaml({
    id: 'a',
    incidents: ['INC-1', 'INC-2'],
    occurred: '2026-11-02',
    number: '0142',
    poem: 'one\ntwo: "2"\n',
    scorers: [{ type: 'contains', value: '30 days' }],
  });
  expect(text).toMatchInlineSnapshot(`
    "id: a
    incidents: [INC-1, INC-2]
    occurred: 2026-11-02
    number: '0142'
    poem: |
      one
      two: "2"
    scorers:
      - type: contains
        value: 30 days
    "
  `);
});

test('what is written reads back as the same value', () => {
  const json = jsonValue({ maxDepth: 4 }).map(copyOf).filter(isPlain);
  assert(
    property(dictionary(stringMatching(/^[a-z]{1,8}$/u), json), (value) => {
      const written = copyOf(value);
      const read = readYaml(writeYaml({ id: 'x', value: written }), 'x.yaml');
      expect(read.problems).toEqual([]);
      expect(read.value).toEqual({ id: 'x', value: written });
    }),
  );
});

const copyOf = (value: unknown): Json => {
  const copy: Json = JSON.parse(JSON.stringify(value));
  return copy;
};

/** Keys that no file of ours may have, and numbers that lose their spelling, are left out. */
function isPlain(value: Json): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (Array.isArray(value)) return value.every((item: Json) => isPlain(item));
  if (!isJsonObject(value)) return true;
  return Object.entries(value).every(
    ([key, item]) =>
      key !== '' && key !== '__proto__' && key !== '<<' && item !== undefined && isPlain(item),
  );
}
