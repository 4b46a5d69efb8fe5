import type { JsonObject } from '@pawl/core';
import { expect, it } from 'vitest';

import { allOf, catalog } from './index.ts';

const schema = { type: 'object' };

it.each<[string, JsonObject, string]>([
  ['number', { value: 'abc' }, 'no number'],
  ['number', { units: {} }, 'at least one unit'],
  ['number', { units: { km: 0 } }, '>0'],
  ['json-schema', { schema: { requird: ['a'] } }, 'did you mean required'],
  ['json-schema', { schema: { properties: { a: { typ: 'string' } } } }, 'did you mean type'],
  ['json-schema', { schema: { type: 'string', format: 'emial' } }, 'emial'],
  ['contains', { value: '' }, 'would match everything'],
  ['contains', { value: ['a', ''] }, 'would match everything'],
  ['not-contains', { value: '' }, 'would match everything'],
  ['starts-with', { value: '' }, 'would match everything'],
  ['ends-with', { value: '' }, 'would match everything'],
  ['instructions', { checks: { words: { min: 5, max: 1 } } }, 'min is above max'],
  ['markdown', {}, 'at least one'],
  ['secret-leak', { knownKeys: false }, 'nothing to look for'],
  ['equals', { extract: { pattern: '(a)', group: 'zz' } }, 'no group zz'],
  ['equals', { extract: { pattern: '(a)', group: 7 } }, 'no group 7'],
  ['equals', { extract: '(' }, 'missing closing'],
  ['all-of', { scorers: ['contians'] }, 'did you mean contains'],
])('%s refuses %j', (type, options, message) => {
  const checked = catalog.get(type)?.options.safeParse(options);
  expect(checked?.success).toBe(false);
  expect(checked?.error?.issues.map((issue) => issue.message).join()).toContain(message);
});

it.each<[string, JsonObject]>([
  ['json-schema', { schema: { ...schema, 'x-order': 1, $comment: 'c', examples: [], title: 't' } }],
  ['json-schema', { schema: { type: 'string', format: 'iri' } }],
  ['json-schema', { schema: { $schema: 'http://json-schema.org/draft-07/schema#', ...schema } }],
  ['equals', { extract: { pattern: '(?P<word>a)', group: 'word' } }],
  ['number', { value: '1.234,5', thousands: 'dot' }],
  ['all-of', { scorers: ['contains', { 'not-contains': 'x' }] }],
  ['weighted', { scorers: ['contains', 'equals'] }],
  ['not', { scorer: 'contains' }],
])('%s takes %j', (type, options) => {
  expect(catalog.get(type)?.options.safeParse(options)).toMatchObject({ success: true });
});

it('a bare type inside a combinator scores against the case’s expected', async () => {
  const scored = await allOf(
    { output: 'in 30 days', expected: '30 days' },
    { scorers: ['contains', { 'ends-with': 'days' }] },
  );
  expect(scored).toMatchObject({ kind: 'scored', value: 1 });
});
