import { describe, expect, it } from 'vitest';

import { jsonDiff, jsonEqual, jsonPath, jsonSchema, type JsonPathOptions } from '../index.ts';

describe('json-equal', () => {
  it.each([
    ['{"b": 2, "a": 1}', { a: 1, b: 2 }, {}, 1],
    ['{"a": 1}', { a: 1, b: 2 }, {}, 0],
    ['{"a": 1, "b": 2}', { a: 1 }, {}, 0],
    ['{"a": 1, "b": 2}', { a: 1 }, { subset: true }, 1],
    ['[1, 2]', [2, 1], {}, 0],
    ['Here: {"a": 1}.', '{"a": 1}', {}, 1],
    ['Here: {"a": 1}.', { a: 1 }, { anywhere: false }, 0],
    ['{"a": 1', { a: 1 }, {}, 0],
    ['{"__proto__": 1}', {}, {}, 0],
    ['null', null, {}, 1],
  ] as const)('%s beside %j under %j gives %d', (...[output, expected, options, value]) => {
    expect(jsonEqual({ output, expected }, options)).toMatchObject({ kind: 'scored', value });
  });
});

it('repairs broken JSON only when told, and says so', () => {
  const given = {
    output: 'Here: {a: 1, b: [1, 2,], "c": "cut',
    expected: { a: 1, b: [1, 2], c: 'cut' },
  };
  expect(jsonEqual(given)).toMatchObject({ value: 0 });
  expect(jsonEqual(given, { repair: true })).toEqual({
    kind: 'scored',
    value: 1,
    metadata: { repaired: true },
  });
  expect(jsonEqual({ ...given, output: 'nothing' }, { repair: true })).toMatchObject({ value: 0 });
});

describe('json-schema', () => {
  const schema = {
    type: 'object',
    required: ['age'],
    properties: { age: { type: 'integer', minimum: 0 } },
  };

  it('says what is wrong', () => {
    expect(jsonSchema({ output: '{"age": 3}' }, { schema })).toMatchObject({ value: 1 });
    expect(jsonSchema({ output: '{"age": -3}' }, { schema })).toMatchObject({
      value: 0,
      reason: 'output/age must be >= 0',
    });
    expect(jsonSchema({ output: '{"a": [1, 2' }, { schema })).toMatchObject({ value: 0 });
  });

  it('reads 2020-12, and draft-07 where the schema says so', () => {
    const tuple = { prefixItems: [{ type: 'string' }], items: false };
    expect(jsonSchema({ output: '["a"]' }, { schema: tuple })).toMatchObject({ value: 1 });
    expect(jsonSchema({ output: '["a", 1]' }, { schema: tuple })).toMatchObject({ value: 0 });
    const old = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      items: [{ type: 'string' }],
      additionalItems: false,
    };
    expect(jsonSchema({ output: '["a", 1]' }, { schema: old })).toMatchObject({ value: 0 });
  });

  it('checks formats and runs patterns in linear time', () => {
    const email = { type: 'string', format: 'email' };
    expect(jsonSchema({ output: '"nobody"' }, { schema: email })).toMatchObject({ value: 0 });
    const hostile = { type: 'array', items: { pattern: '^(a+)+$' } };
    expect(jsonSchema({ output: `["${'a'.repeat(5000)}!"]` }, { schema: hostile })).toMatchObject({
      value: 0,
    });
  });

  it('does not compare a long list each with each, nor wait for a schema', () => {
    const unique = { type: 'array', uniqueItems: true };
    expect(jsonSchema({ output: '[1, 2, 1]' }, { schema: unique })).toMatchObject({ value: 0 });
    const long = `[${'{},'.repeat(100_000)}{}]`;
    expect(jsonSchema({ output: long }, { schema: unique })).toMatchObject({ value: 0 });
    const same = '[{"a":1,"b":2},{"b":2,"a":1}]';
    expect(jsonSchema({ output: same }, { schema: unique })).toMatchObject({
      value: 0,
      reason: 'output must NOT have duplicate items',
    });
    expect(jsonSchema({ output: '[1, "1", [1]]' }, { schema: unique })).toMatchObject({ value: 1 });
    expect(jsonSchema.options.safeParse({ schema: { $async: true } }).success).toBe(false);
  });

  it('refuses a schema that is none, with its position', () => {
    const checked = jsonSchema.options.safeParse({ schema: { type: 'strnig' } });
    expect(checked.error?.issues[0]?.path).toEqual(['schema']);
  });

  it('takes the schema itself as the short form', () => {
    expect(jsonSchema.short?.({ type: 'array' })).toEqual({ schema: { type: 'array' } });
    expect(jsonSchema.short?.({ schema: { type: 'array' } })).toEqual({
      schema: { type: 'array' },
    });
  });
});

describe('what no reader of JSON can do', () => {
  it('json-equal does not take two large numbers for one', () => {
    const expected = '{"id": 12345678901234567000}';
    const output = '{"id": 12345678901234567890}';
    expect(jsonEqual({ output, expected })).toMatchObject({ kind: 'unscored' });
    expect(jsonEqual({ output: '{"id": 7}', expected })).toMatchObject({ value: 0 });
  });

  it('deep nesting is told in our words', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    for (const opinion of [
      jsonPath({ output: deep }, { path: '$..a' }),
      jsonEqual({ output: deep, expected: JSON.parse(deep) }),
      jsonSchema({ output: deep }, { schema: { uniqueItems: true } }),
    ])
      expect(JSON.stringify(opinion)).not.toMatch(/call stack/);
    expect(jsonPath({ output: deep }, { path: '$..a' })).toMatchObject({
      kind: 'unscored',
      reason: expect.stringMatching('nested too deeply'),
    });
  });
});

describe('json-path', () => {
  const output = 'So: {"items": [{"price": 3, "name": "a"}, {"price": 4.5, "name": "b"}]}';

  it.each<[JsonPathOptions, number]>([
    [{ path: '$.items[*].price', type: 'number', min: 1, max: 5 }, 1],
    [{ path: '$.items[*].price', max: 4 }, 0],
    [{ path: '$.items[0].name', equals: 'a' }, 1],
    [{ path: '$.items[*].name', matches: '^[ab]$' }, 1],
    [{ path: '$.items[*].price', matches: '3' }, 0],
    [{ path: '$.items[?@.price > 4]', count: 1 }, 1],
    [{ path: '$.missing' }, 0],
    [{ path: '$.missing', count: 0 }, 1],
  ])('%j gives %d', (options, value) => {
    expect(jsonPath({ output }, options)).toMatchObject({ kind: 'scored', value });
  });

  it('refuses what is no path', () => {
    expect(jsonPath.options.safeParse({ path: 'items[' }).error?.issues[0]?.path).toEqual(['path']);
  });
});

describe('json-diff', () => {
  it('gives the share of right fields and names the wrong ones', () => {
    const opinion = jsonDiff({
      output: '{"a": 1, "b": {"c": "x", "d": 5}}',
      expected: { a: 1, b: { c: 'X', d: 4 } },
    });
    expect(opinion).toMatchObject({
      value: expect.closeTo(1 / 3, 10),
      reason: 'wrong: $.b.c, $.b.d',
      metadata: { fields: { '$.a': 1, '$.b.c': 0, '$.b.d': 0 } },
    });
  });

  it('allows case, tolerance and more fields', () => {
    const given = { output: '{"a": "X", "n": 1.1, "more": true}', expected: { a: 'x', n: 1 } };
    expect(jsonDiff(given)).toMatchObject({ value: 0 });
    expect(jsonDiff(given, { normalize: 'basic', tolerance: 0.2 })).toMatchObject({
      value: expect.closeTo(2 / 3, 10),
    });
    expect(jsonDiff(given, { normalize: 'basic', tolerance: 0.2, extra: false })).toMatchObject({
      value: 1,
    });
  });

  it('scores each top-level field by its name', () => {
    const opinions = jsonDiff({ output: '{"a": 1}', expected: { a: 1, b: 2 } }, { perField: true });
    expect(opinions).toMatchObject([
      { value: 0.5 },
      { scorer: 'a', value: 1 },
      { scorer: 'b', value: 0 },
    ]);
  });
});

describe('a path that could stall', () => {
  it.each(['match', 'search'])(
    'runs %s in linear time, also with a pattern of the output',
    (name) => {
      const text = 'a'.repeat(5000);
      const output = JSON.stringify([{ text, pattern: '(a|a)*b' }]);
      const path = `$[?${name}(@.text, @.pattern)]`;
      expect(jsonPath({ output }, { path, count: 0 })).toMatchObject({ value: 1 });
      const matching = JSON.stringify([
        { text, pattern: '(a|a)*' },
        { text, pattern: '(?=' },
      ]);
      expect(jsonPath({ output: matching }, { path, count: 1 })).toMatchObject({ value: 1 });
    },
  );

  it.each(['$..*..*..*', '$[?count($..*) > 3]'])(
    'has no opinion where %s finds too much',
    (path) => {
      const small = JSON.stringify([{ a: [1, 2] }, { a: [3] }]);
      expect(jsonPath({ output: small }, { path })).toMatchObject({ kind: 'scored', value: 1 });
      const large = JSON.stringify(Array.from({ length: 30_000 }, () => ({ a: [1, 2] })));
      expect(jsonPath({ output: large }, { path })).toEqual({
        kind: 'unscored',
        reason: 'The JSON is too large for this path',
      });
    },
  );
});
