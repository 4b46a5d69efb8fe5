import { expect, test } from 'vitest';

import { redactFacts } from './redact-draft.ts';

const facts = {
  title: 'Jane wrote',
  input: { question: 'Refund 4111 1111 1111 1111', from: ['jane@example.com'] },
  bad: {
    messages: [{ role: 'assistant', content: 'Sent to jane@example.com and bob@example.com.' }],
    source: 'verbatim',
  },
  good: { text: 'Call 0800 555 0100.' },
  notes: [],
} as const;

test('secrets and personal data are taken out wherever they stand, and an output says what it lost', () => {
  const { facts: clean, removed } = redactFacts(facts, (found) => found === '0800 555 0100');
  expect(clean).toEqual({
    ...facts,
    input: { question: 'Refund [card]', from: ['[email]'] },
    bad: {
      messages: [{ role: 'assistant', content: 'Sent to [email] and [email].' }],
      source: 'verbatim',
      redacted: ['email'],
    },
  });
  expect(removed).toEqual([
    { where: 'the input', kinds: ['card', 'email'] },
    { where: 'the bad output', kinds: ['email', 'email'] },
  ]);
});

test('what is public nowhere is taken out of the good output too', () => {
  const { facts: clean } = redactFacts(facts, () => false);
  expect(clean.good).toEqual({ text: 'Call [phone].', redacted: ['phone'] });
});

test('a name that somebody introduces goes from all parts, unless it is public', () => {
  const told = {
    input: 'My name is Jane Doe. How long?',
    bad: { text: 'Sure Jane! 90 days.' },
    notes: [],
  };
  const { facts: clean, removed } = redactFacts(told, () => false);
  expect(clean).toMatchObject({
    input: 'My name is [name]. How long?',
    bad: { text: 'Sure [name]! 90 days.', redacted: ['name'] },
  });
  expect(removed).toEqual([
    { where: 'the input', kinds: ['name'] },
    { where: 'the bad output', kinds: ['name'] },
  ]);
  expect(redactFacts(told, () => true).removed).toEqual([]);
});

test('passwords, keys of objects, scorers and the address of the postmortem are looked at too', () => {
  const { facts: clean, removed } = redactFacts(
    {
      title: 'Lost',
      postmortem: `https://example.com/p?token=ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`,
      input: 'My password: hunter2, and now?',
      bad: {
        toolCalls: [
          {
            name: 'login',
            arguments: { 'jane@example.com': 1, password: 'hunter2', maxTokens: 3 },
          },
        ],
      },
      scorers: [{ contains: 'jane@example.com' }],
      notes: [],
    },
    () => false,
  );
  expect(clean.postmortem).not.toContain('ghp_');
  expect(clean.input).toBe('My password: [secret], and now?');
  expect(clean.bad?.toolCalls?.[0]?.arguments).toEqual({
    '[email]': 1,
    password: '[secret]',
    maxTokens: 3,
  });
  expect(clean.scorers).toEqual([{ contains: '[email]' }]);
  expect(removed.map(({ where }) => where)).toEqual([
    'the address of the postmortem',
    'the input',
    'the bad output',
    'the scorers',
  ]);
});
