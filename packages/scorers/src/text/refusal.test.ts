import { expect, it } from 'vitest';

import { refusal } from './refusal.ts';

it.each([
  'I cannot help with that.',
  "I'm sorry, but I can't assist with this request.",
  'I am unable to provide legal advice.',
  'Unfortunately I won’t be able to share it: I must decline.',
  'That would be against my guidelines.',
])('recognises %j', (output) => {
  expect(refusal({ output })).toMatchObject({ value: 1 });
  expect(refusal({ output }, { wanted: false })).toMatchObject({ value: 0 });
});

it.each(["I can't wait to show you.", 'You cannot return it after 30 days.', 'Sure!', ''])(
  'takes %j for an answer',
  (output) => {
    expect(refusal({ output }, { wanted: false })).toMatchObject({ value: 1 });
  },
);

it('believes the provider', () => {
  expect(refusal({ output: { text: '', finish: 'refusal' } })).toMatchObject({ value: 1 });
});
