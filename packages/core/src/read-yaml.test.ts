import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';

import { formatProblem } from './format-problem.ts';
import { readYaml } from './read-yaml.ts';

const said = (text: string): string =>
  readYaml(text, 'f.yaml').problems.map(formatProblem).join('\n');

/** What YAML files may not hold: certain keys, and numbers that a file would not keep exactly. */
const refused = /__proto__|"<<":|"":|\de[+-]?\d|\d{16}/u;

test('every JSON value that is written as YAML is read back', () => {
  const value = fc
    .jsonValue({ stringUnit: 'grapheme', maxDepth: 4 })
    .map((drawn): unknown => JSON.parse(JSON.stringify(drawn)))
    .filter((drawn) => drawn !== null && !refused.test(JSON.stringify(drawn)));
  fc.assert(
    fc.property(value, (written) => {
      const read = readYaml(stringify(written, { lineWidth: 0 }), 'f.yaml');
      expect(read.problems).toEqual([]);
      expect(read.value).toEqual(written);
    }),
  );
});

test('words that older YAML mangles stay texts', () => {
  const text = 'no: yes\non: off\ntime: 12:30:45\nday: 2026-11-20\n';
  expect(readYaml(text, 'f.yaml')).toMatchObject({
    value: { no: 'yes', on: 'off', time: '12:30:45', day: '2026-11-20' },
    problems: [],
  });
});

test('numbers that are read as others are refused, with what to write', () => {
  expect(said('id: 0123\n')).toMatchInlineSnapshot(`
    "f.yaml:1:5  id: 0123 would be read as the number 123
        Put it in quotes if it is a text: "0123"; else write 123."
  `);
  expect(said('id: 0o17\n')).toMatchInlineSnapshot(`
    "f.yaml:1:5  id: 0o17 would be read as the number 15
        Put it in quotes if it is a text: "0o17"; else write 15."
  `);
  expect(said('id: 12345678901234567890\n')).toMatchInlineSnapshot(`
    "f.yaml:1:5  The number 12345678901234567890 cannot be kept exactly: it would become 12345678901234567000
        Put it in quotes: "12345678901234567890""
  `);
  expect(said('id: .inf\n')).toMatchInlineSnapshot(`
    "f.yaml:1:5  The number .inf cannot be kept exactly: it would become Infinity
        Put it in quotes: ".inf""
  `);
  expect(readYaml('a: 1.10\n', 'f.yaml').written(['a'])).toBe('1.10');
});

test('keys keep their spelling, and must be texts', () => {
  expect(readYaml('0123: a\n1.10: b\n', 'f.yaml').value).toEqual({ '0123': 'a', '1.10': 'b' });
  expect(said('? {a: 1}\n: b\n')).toMatchInlineSnapshot(`
    "f.yaml:1:3  A key must be a text
        Put the key in quotes."
  `);
});

test('what would surprise is refused', () => {
  expect(said('a: 1\nb: 2\na: 3\n')).toMatchInlineSnapshot(`
    "f.yaml:3:1  Duplicate key "a": it stands already on line 1
        Keep one of the two."
  `);
  expect(said('- id: x\n\tinput: y\n')).toMatchInlineSnapshot(`
    "f.yaml:2:2  Tab in the indentation
        YAML is indented with spaces: replace the tab."
  `);
  expect(said('base: &base {a: 1}\nmore:\n  <<: *base\n')).toMatchInlineSnapshot(`
    "f.yaml:3:3  The merge key "<<" is not allowed
        Write the keys out; YAML 1.2 has no merge keys."
  `);
  expect(said('__proto__: {polluted: 1}\n')).toMatchInlineSnapshot(`
    "f.yaml:1:1  The key "__proto__" is not allowed
        Give the field another name."
  `);
  expect(said('a: !!js/function "x"\n')).toMatchInlineSnapshot(`
    "f.yaml:1:4  Tags are not allowed
        Remove the \`!…\`, or put the text in quotes."
  `);
  expect(said('owner:\nname: x\n')).toMatchInlineSnapshot(`
    "f.yaml:1:1  owner has no value
        Write a value, \`null\` if you mean it, or remove the line."
  `);
  expect(said('a: \0\n')).toMatchInlineSnapshot(`
    "f.yaml:1:4  Control character U+0000 in the text
        Remove it, or write it as an escape in a quoted text."
  `);
  expect(said('---\na: 1\n---\nb: 1\n')).toMatchInlineSnapshot(`
    "f.yaml:3:1  A second document begins here
        One document a file: remove the \`---\`."
  `);
  expect(said('input: What: this?\n')).toMatchInlineSnapshot(`
    "f.yaml:1:8  This value runs on into another \`key: value\`
        Put a text that holds ": " in quotes, or mend the indentation of the next line."
  `);
  expect(said('')).toMatchInlineSnapshot(`"f.yaml:1:1  The file is empty"`);
});

test('aliases stand for a part, but neither for themselves nor for a bomb', () => {
  expect(readYaml('a: &x [1]\nb: *x\n', 'f.yaml')).toMatchObject({
    value: { a: [1], b: [1] },
    problems: [],
  });
  expect(said('a: &x [*x]\n')).toMatchInlineSnapshot(
    `"f.yaml:1:8  An alias of a part that holds it"`,
  );
  const lists = 'bcdefg'.split('').map((name, index) => {
    const before = String.fromCodePoint(97 + index);
    return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
  });
  expect(said(`a: &a [x, x, x]\n${lists.join('\n')}\n`)).toContain(
    'Aliases stand for more than 10000 values',
  );
});

test('nesting ends in a word and not in a crash', () => {
  expect(said('['.repeat(20_000))).toContain('f.yaml:1:');
});
