import { expect, test } from 'vitest';

import { redact } from './redact.ts';

test.each([
  ['Write to jane.doe@example.com today', 'Write to [email] today', ['email']],
  ['Card 4111 1111 1111 1111, please', 'Card [card], please', ['card']],
  [
    'Key sk-proj-abcdefghijklmnopqrstuv leaked',
    'Key [OpenAI or Anthropic key] leaked',
    ['OpenAI or Anthropic key'],
  ],
  ['a@b.io and c@d.io from 10.0.0.1', '[email] and [email] from [ip]', ['email', 'email', 'ip']],
  [
    'x\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\ny',
    'x\n[private key]\ny',
    ['private key'],
  ],
])('%s', (text, clean, removed) => {
  expect(redact(text)).toEqual({ text: clean, removed });
});

test('what is no secret stays: prices, days, dates, order numbers', () => {
  const text = 'You have 30 days from 2026-11-02; order 7 costs $49.90 a year (4111).';
  expect(redact(text)).toEqual({ text, removed: [] });
});

test('personal data that is public stays, a key never does', () => {
  const text = 'Call 0800 555 0100, key AKIAABCDEFGHIJKLMNOP';
  expect(redact(text, () => true)).toEqual({
    text: 'Call 0800 555 0100, key [AWS key]',
    removed: ['AWS key'],
  });
});
