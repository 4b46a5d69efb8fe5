import { expect, test } from 'vitest';

import { maskLong } from './mask-long.ts';
import { maskSecrets } from './mask-secrets.ts';

const secret = 'sk-canary"77';
const mask = maskSecrets([secret]);
const cases = Array.from({ length: 1234 }, (_, at) => ({ id: `c${at}` }));

test.each([
  ['deep in a long list', { cells: [{ cases: [...cases, { reason: `got ${secret}` }] }] }],
  ['in a key', { notes: [{ [secret]: 1 }] }],
])('a secret %s is taken out', (_where, value) => {
  const masked = maskLong(value, mask);
  expect(masked).toEqual(mask(value));
  expect(JSON.stringify(masked)).not.toContain('canary');
});

test('a value without a secret is given back as it is', () => {
  const value = { cells: [{ cases }], planned: 3 };
  expect(maskLong(value, mask)).toBe(value);
});
