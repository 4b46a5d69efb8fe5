import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { replyFrom } from './reply-from.ts';
import reply from './reply.eval.ts';

const policy = `
# First of all

## Large orders

Above: 50
Asked: cup; box

A person looks at it.

# Orders

## Returns

Asked: return; send back

You have 30 days
to return it.

## Cups

Asked: cup

We sell cups.

# Otherwise

I do not know.
`;

describe('replyFrom', () => {
  it('says the text of the section that is asked for, on one line', () => {
    expect(replyFrom(policy, 'May I SEND it... send back, I mean?')).toBe(
      'You have 30 days to return it.',
    );
  });

  it('says something else once the policy says something else', () => {
    const edited = policy.replace('30 days', '14 days');
    expect(replyFrom(edited, 'returns?')).toBe('You have 14 days to return it.');
  });

  it('tries the first part before all others', () => {
    expect(replyFrom(policy, 'Send back 18,000 cups')).toBe('A person looks at it.');
  });

  it('leaves out a section whose number is not exceeded', () => {
    expect(replyFrom(policy, '50 cups')).toBe('We sell cups.');
  });

  it('matches whole words and their endings, not parts of words', () => {
    expect(replyFrom(policy, 'a cupboard')).toBe('I do not know.');
    expect(replyFrom(policy, 'I returned it')).toBe('You have 30 days to return it.');
  });

  it('says that it does not know when nothing matches', () => {
    expect(replyFrom(policy, '')).toBe('I do not know.');
  });
});

describe('reply', () => {
  it('reads the policy beside it', () => {
    const page = readFileSync(new URL('policy.md', import.meta.url), 'utf8').replaceAll(
      /\s+/g,
      ' ',
    );
    expect(page).toContain(reply('How do I claim the bereavement fare?'));
    expect(reply('How do I claim the bereavement fare?')).toContain('before you travel');
  });

  it('reads questions that are not text', () => {
    expect(reply({ question: 'opening hours?' })).toContain('closed on Sundays');
  });
});
