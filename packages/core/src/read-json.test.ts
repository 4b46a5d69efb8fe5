import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { formatPlace } from './place.ts';
import { readJsonLine } from './read-json-line.ts';
import { readJson } from './read-json.ts';

const said = (text: string): string[] =>
  readJson(text, 'f.json').problems.map(
    (problem) => `${formatPlace(problem.place)} ${problem.message}`,
  );

test('every JSON value is read as JSON.parse reads it, and as one line too', () => {
  const json = fc.json({ stringUnit: 'grapheme', maxDepth: 6 });
  fc.assert(
    fc.property(json, (text) => {
      fc.pre(!text.includes('__proto__') && !/-0(?![.\d])/u.test(text));
      const value: unknown = JSON.parse(text);
      expect(readJson(text, 'f.json')).toMatchObject({ value, problems: [] });
      expect(readJsonLine(text, 'f.jsonl', 1)).toEqual({ value, problems: [] });
    }),
  );
});

test('a text that JSON.parse refuses is refused with a place inside it', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom(',', '}', ']', "'", 'x', ':'),
      (text, at, extra) => {
        const cut = at % (text.length + 1);
        const broken = text.slice(0, cut) + extra + text.slice(cut);
        let isValid = true;
        try {
          JSON.parse(broken);
        } catch {
          isValid = false;
        }
        fc.pre(!isValid);
        const [problem] = readJson(broken, 'f.json').problems;
        expect(problem?.place.column).toBeLessThanOrEqual(broken.length + 1);
      },
    ),
  );
});

test('a slip is named with its line and column', () => {
  expect(said('{"id": "a",\n "input": "b",\n}')).toEqual([
    'f.json:2:14 Not JSON: trailing comma before }',
  ]);
  expect(said('[1 2]')).toEqual(['f.json:1:4 Not JSON: expected a comma or ], found "2"']);
  expect(said("{'a': 1}")).toEqual([
    'f.json:1:2 Not JSON: expected a key in double quotes, found "\'"',
  ]);
  expect(said('{"a": NaN}')).toEqual(['f.json:1:7 Not JSON: "NaN" is no value']);
  expect(said('{"a": 01}')).toEqual(['f.json:1:7 Not JSON: "01" is no value']);
  expect(said('')).toEqual(['f.json:1:1 Not JSON: expected a value, found the end of the text']);
  expect(said('// hello\n{}')).toEqual(['f.json:1:1 Not JSON: comments are not allowed']);
});

test('duplicate keys, __proto__, lost digits and half characters are mistakes', () => {
  expect(said('{"a": 1,\n "a": 2}')).toEqual([
    'f.json:2:2 Duplicate key "a": it stands already on line 1',
  ]);
  expect(said('{"__proto__": 1}')).toEqual(['f.json:1:2 The key "__proto__" is not allowed']);
  expect(said('[1e999]')).toEqual([
    'f.json:1:2 The number 1e999 cannot be kept exactly: it would become Infinity',
  ]);
  expect(said('[9007199254740993]')[0]).toContain('cannot be kept exactly');
  expect(said('["\\ud800"]')[0]).toContain('half of a character');
});

test('an escaped __proto__ is found too, also in a line', () => {
  const line = String.raw`{"\u005f_proto__": {"polluted": 1}}`;
  expect(readJsonLine(line, 'f.jsonl', 3).problems).toMatchObject([
    { code: 'forbidden-key', place: { file: 'f.jsonl', line: 3, column: 2 } },
  ]);
});

test('nesting ends at a limit and not in a crash', () => {
  expect(said('['.repeat(100_000))).toEqual([
    'f.json:1:201 Not JSON: nested deeper than 200 levels',
  ]);
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  expect(readJsonLine(deep, 'f.jsonl', 1).problems).toHaveLength(1);
});

test('a byte order mark is skipped', () => {
  expect(readJson('\u{FEFF}{"a": 1}', 'f.json')).toMatchObject({ value: { a: 1 }, problems: [] });
});

test('every part of a text is found again', () => {
  const text = readJson('{\n  "a": [1,\n    {"b": 2}]\n}', 'f.json');
  expect(formatPlace(text.locate(['a', 1, 'b']))).toBe('f.json:3:11');
  expect(formatPlace(text.locateKey(['a', 1, 'b']))).toBe('f.json:3:6');
  expect(formatPlace(text.locate(['a', 7]))).toBe('f.json:2:8');
});
