import { expect, it } from 'vitest';

import { extractor, extractSchema, type Extract } from './extract.ts';

it.each<[Extract, string, string | undefined]>([
  ['A:\\s*(.+)$', 'A: 1\nA: 2\nend', '2'],
  [{ pattern: 'A:\\s*(.+)$', which: 'first' }, 'A: 1\nA: 2\nend', '1'],
  [{ pattern: '(\\d+)-(\\d+)', group: 2 }, '10-20', '20'],
  [{ pattern: '(?P<year>\\d{4})-\\d\\d', group: 'year' }, '2026-01', '2026'],
  [{ pattern: '\\d+', group: 0 }, 'a 12 b', '12'],
  ['\\w+!', 'well done!', 'done!'],
  ['A:', 'B', undefined],
  ['last-number', 'of 3 and 1,234.5 in all', '1,234.5'],
  ['last-number', 'none', undefined],
  ['boxed', 'so \\boxed{1} then \\boxed{\\frac{1}{2}}.', '\\frac{1}{2}'],
  ['boxed', 'so \\boxed{1', undefined],
  ['choice', 'The answer is (c).', 'C'],
  ['choice', 'A and B are wrong.\n**D**', 'D'],
  ['choice', 'b)', 'B'],
  ['choice', 'The answer is unclear.', undefined],
  ['json', 'Sure! ```json\n{"a": [1, 2]}\n``` Anything else?', '{"a":[1,2]}'],
  ['json', 'a set {x} and then [1]', '[1]'],
  ['json', 'nothing', undefined],
])('%j finds in %j: %j', (extract, text, found) => {
  expect(extractor(extract)(text)).toBe(found);
});

it('refuses a pattern that the engine cannot run', () => {
  expect(extractSchema.safeParse('(?<=A: )\\d').success).toBe(false);
  expect(extractSchema.safeParse({ pattern: '(' }).success).toBe(false);
  expect(extractSchema.safeParse('boxed').success).toBe(true);
});

it('gives up on endless matches instead of stalling', () => {
  const find = extractor('a');
  expect(() => find('a'.repeat(100_000))).toThrow(/matches more than/);
  expect(() => extractor('(.*)(.*)x(.*)')('a'.repeat(1_000_000))).toThrow(
    /too long for this pattern/,
  );
  expect(find('a'.repeat(1000))).toBe('a');
});
