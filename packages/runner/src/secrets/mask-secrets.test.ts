import { assert, property, string, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';

import { maskSecrets } from './mask-secrets.ts';

const secret = 'sk-canary/77+"x"=ü';
const mask = maskSecrets([secret]);

test.each([
  ['raw', `the key is ${secret}.`],
  ['URL', `https://example.com/?key=${encodeURIComponent(secret)}&x=1`],
  ['URL in lower case', encodeURIComponent(secret).toLowerCase().replace('sk-', 'sk-')],
  ['form', new URLSearchParams({ key: secret }).toString()],
  ['JSON', JSON.stringify({ key: secret })],
  ['JSON in JSON', JSON.stringify(JSON.stringify({ key: secret }))],
  ['hexadecimal', Buffer.from(`key=${secret};`).toString('hex')],
])('a secret is taken out in its %s form', (_form, text) => {
  expect(mask(text)).toContain('[secret]');
});

test('a secret is taken out of base64 wherever it stands in what was encoded', () => {
  assert(
    property(uint8Array({ maxLength: 20 }), uint8Array({ maxLength: 20 }), (before, after) => {
      const bytes = Buffer.concat([before, Buffer.from(secret), after]);
      expect(mask(bytes.toString('base64'))).toContain('[secret]');
      expect(mask(bytes.toString('base64url'))).toContain('[secret]');
    }),
  );
});

test('values, lists and keys are masked at any depth, and the rest is left as it was', () => {
  const rest = { a: [1, true, null, 'x'] };
  const value = { [secret]: [{ deep: `<${secret}>` }], rest };
  const masked = mask(value);
  expect(JSON.stringify(masked)).toBe(
    '{"[secret]":[{"deep":"<[secret]>"}],"rest":{"a":[1,true,null,"x"]}}',
  );
  expect(masked.rest).toBe(rest);
});

test('a value without a secret is given back itself', () => {
  const value = { a: ['nothing', { here: 'at all' }] };
  expect(mask(value)).toBe(value);
});

test('no text, whatever stands around it, keeps a secret', () => {
  assert(
    property(string(), string(), (before, after) => {
      expect(mask(before + secret + after)).not.toContain(secret);
    }),
  );
});

test('the longer of two secrets goes first', () => {
  expect(maskSecrets(['canary-1', 'canary-1-long'])('a canary-1-long b')).toBe('a [secret] b');
});

test('what is empty or too short to be a secret masks nothing', () => {
  expect(maskSecrets(['', '   ', 'abc'])('abc and more')).toBe('abc and more');
});
