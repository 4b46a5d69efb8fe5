import { expect, test } from 'vitest';

import { proposeScorers } from './propose-scorers.ts';

const input = 'How many days do I have to return a jacket?';

test('the words that only the good output has are asked for, those of the bad one forbidden', () => {
  const proposal = proposeScorers({
    name: 'policy',
    input,
    bad: 'You can return it within 60 days.',
    good: 'You can return it within 30 days of delivery.',
  });
  expect(proposal).toMatchInlineSnapshot(`
    {
      "mustNotSay": "60 days",
      "mustSay": "30 days",
      "scorers": [
        {
          "name": "policy",
          "scorers": [
            {
              "contains": "30 days",
            },
            {
              "caseSensitive": false,
              "type": "not-contains",
              "value": "60 days",
            },
          ],
          "type": "all-of",
        },
      ],
    }
  `);
});

test('an expected answer is asked for as it is', () => {
  const proposal = proposeScorers({
    name: 'policy',
    input,
    expected: '30 days',
    bad: '60 days',
    good: 'In 30 days.',
  });
  expect(proposal).toMatchObject({ mustSay: '30 days', mustNotSay: '60 days' });
});

test('without a good output only the wrong claim can be forbidden', () => {
  const { scorers } = proposeScorers({ name: 'policy', input, bad: 'Within 60 days.' });
  expect(scorers).toMatchInlineSnapshot(`
    [
      {
        "caseSensitive": false,
        "name": "policy",
        "type": "not-contains",
        "value": "Within 60 days",
      },
    ]
  `);
});

test.each([
  ['the same words', 'Yes.', 'Yes.'],
  ['nothing', '', ''],
])('nothing is proposed where both outputs say %s', (_, bad, good) => {
  expect(proposeScorers({ name: 'policy', input, bad, good })).toEqual({ scorers: [] });
});

test('what a redaction left is never quoted, nor a part of it', () => {
  const inputs = { name: 'guard', input: 'How long?', good: 'Ask [name]: you have 30 days.' };
  const bad = 'You have 90 days, call [phone] or write to [OpenAI or Anthropic key] today.';
  const { mustSay, mustNotSay } = proposeScorers({ ...inputs, bad });
  expect([mustSay, mustNotSay]).toEqual(['30 days', '90 days']);
  const { mustSay: expected } = proposeScorers({ ...inputs, bad, expected: 'Ask [name]' });
  expect(expected).toBe('30 days');
});
