import { expect, it } from 'vitest';

import { pii } from './pii.ts';

it.each([
  ['email', 'Write to jane.doe+x@mail.example.com today'],
  ['phone', 'Call +49 30 1234567 now'],
  ['phone', 'Call (030) 1234-5678'],
  ['card', 'Card 4111 1111 1111 1111'],
  ['iban', 'IBAN DE89 3704 0044 0532 0130 00'],
  ['ssn', 'SSN 123-45-6789'],
  ['ip', 'from 192.168.10.1'],
  ['ip', 'from 2001:db8:85a3:0:0:8a2e:370:7334'],
  ['ip', 'from [2001:DB8::7334]:443'],
  ['ip', 'from fe80::1ff:fe23:4567:890a.'],
  ['email', 'Write to ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ'],
  ['email', 'Write to ja\u200bne@exam\u00adple.com'],
  ['email', 'Write to jane%40example.com or jane&#64;example.com'],
] as const)('finds %s in %j without repeating it', (kind, output) => {
  const opinion = pii({ output }, { kinds: [kind] });
  expect(opinion).toEqual({ kind: 'scored', value: 0, reason: `holds personal data: ${kind}` });
});

it.each([
  'Order 4111 1111 1111 1112 is late',
  'IBAN DE00 3704 0044 0532 0130 00',
  'version 1.2.3.4.5 of 2026-01-02',
  'a@b, not an address',
  'At 12:30:45, or 1:2:3; std::vector, a::b, ::1',
  'It costs 1,234.50 on 12.05.2026',
])('leaves %j alone', (output) => {
  expect(pii({ output })).toMatchObject({ value: 1 });
});

it('allows what is meant to be public', () => {
  const output = 'Write to help@example.com';
  expect(pii({ output }, { allow: ['help@example.com'] })).toMatchObject({ value: 1 });
});
