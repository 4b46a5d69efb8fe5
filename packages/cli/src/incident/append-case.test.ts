import { describe, expect, test } from 'vitest';

import { appendCase } from './append-case.ts';

const row = {
  id: 'new',
  input: 'May I?\nPlease: "now".',
  incidents: ['INC-0142'],
  scorers: [{ contains: 'no' }],
};

describe('a case is put at the end, and nothing else changes', () => {
  test('JSONL, also without a last line break', () => {
    expect(appendCase('{"id":"a","input":"x"}', 'c.jsonl', row)).toBe(
      `{"id":"a","input":"x"}\n${JSON.stringify(row)}\n`,
    );
  });

  test('YAML in blocks, with comments', () => {
    const before = '# Ours.\n- id: a # the first\n  input: x\n\n- id: b\n  input: y\n';
    const after = appendCase(before, 'c.yaml', row) ?? '';
    expect(after.startsWith(before)).toBe(true);
    expect(after.slice(before.length)).toMatchInlineSnapshot(`
      "
      - id: new
        input: |-
          May I?
          Please: "now".
        incidents: [INC-0142]
        scorers:
          - contains: no
      "
    `);
  });

  test('YAML below `cases`, indented', () => {
    const after = appendCase('cases:\n    - { id: a, input: x }\n', 'c.yaml', {
      id: 'b',
      input: 'y',
    });
    expect(after).toBe('cases:\n    - { id: a, input: x }\n    - id: b\n      input: y\n');
  });

  test('JSON lists, empty ones too', () => {
    expect(appendCase('[\n  {"id":"a","input":"x"}\n]\n', 'c.json', { id: 'b', input: 'y' })).toBe(
      '[\n  {"id":"a","input":"x"},\n  {"id":"b","input":"y"}\n]\n',
    );
    expect(appendCase('[]\n', 'c.json', { id: 'b', input: 'y' })).toBe(
      '[\n  {"id":"b","input":"y"}\n]\n',
    );
  });
});

test.each([
  ['a list on one line', '[{ id: a, input: x }]\n'],
  ['a single case', 'id: a\ninput: x\n'],
  ['a file with a mistake', '- id: a\n  input: x\n  tgas: [b]\n'],
])('%s has no place for another case', (_, text) => {
  expect(appendCase(text, 'c.yaml', row)).toBeUndefined();
});

test.each([
  ['c.yaml', '# Ours.\n- id: a # the first\n  input: x\n# The end.\n'],
  ['c.json', '[\n  { "id": "a", "input": "x" }\n]\n'],
  ['c.jsonl', '{"id":"a","input":"x"}\n'],
])('%s keeps its line ends, and new lines have the same', (file, plain) => {
  const before = plain.replaceAll('\n', '\r\n');
  const after = appendCase(before, file, row) ?? '';
  expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  for (const line of before.split('\r\n').filter((one) => one.length > 1 && !/[}\]]$/u.test(one)))
    expect(after).toContain(`${line}\r\n`);
});
